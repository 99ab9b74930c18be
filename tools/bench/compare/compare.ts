import type { Figure } from '../measure/figure.ts';
import { type Pair, ratiosOf, unpaired } from './ratios.ts';

export interface Sides {
  /** All figures of the version that is compared with, measured once. */
  readonly before: () => Promise<Figure[]>;
  /** The same of this version. */
  readonly after: () => Promise<Figure[]>;
}

/**
 * Measures both in turns, as often as `pairs` says, each pair in the other order than the one before it (A B B A …), so that what becomes
 * slower or faster in the meantime does so for both; gives the ratios.
 */
export async function compareInTurns(
  { before, after }: Sides,
  pairs: number,
  say: (text: string) => void,
): Promise<Figure[]> {
  const measured: Pair[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    say(`\npair ${pair + 1} of ${pairs}`);
    if (pair % 2 === 0) {
      const figures = await before();
      measured.push({ before: figures, after: await after() });
    } else {
      const figures = await after();
      measured.push({ before: await before(), after: figures });
    }
  }
  for (const what of unpaired(measured)) say(`only one of the versions measures: ${what}`);
  return ratiosOf(measured);
}
