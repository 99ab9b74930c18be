import { parseArgs } from 'node:util';

export interface LocalStackArguments {
  /** End after the demo, 0 when every outcome was as intended. */
  readonly once: boolean;
  /** Nights that the demo runs, with a day of edits between them. */
  readonly nights: number;
}

const MAX_NIGHTS = 30;

/** Throws with the usage where an argument is not known or out of range. */
export function parseArguments(argv: readonly string[]): LocalStackArguments {
  const usage = `usage: npm start [-- [--once] [--nights <1..${MAX_NIGHTS}>]]`;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { once: { type: 'boolean', default: false }, nights: { type: 'string', default: '1' } },
    });
    const nights = Number(values.nights);
    if (!Number.isInteger(nights) || nights < 1 || nights > MAX_NIGHTS)
      throw new Error(`--nights ${values.nights} is not a number from 1 to ${MAX_NIGHTS}`);
    return { once: values.once, nights };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}
