import { parseArgs } from 'node:util';

export const PARTS = [
  'ingest',
  'night',
  'lists',
  'ledger',
  'throttle',
  'districts',
  'tracing',
  'start',
  'peers',
] as const;
export type PartName = (typeof PARTS)[number];
export const STACKS = ['embedded', 'kafka'] as const;
export type StackName = (typeof STACKS)[number];

export interface BenchArguments {
  readonly parts: readonly PartName[];
  readonly stacks: readonly StackName[];
  /** Section assessments of the largest district; the smaller ones are parts of it. */
  readonly units: number;
  /** Units in the ledger of the part `ledger`; its large district has a tenth of them. */
  readonly ledgerUnits: number;
  /** How often each measurement is repeated, after one that is not counted; in a comparison, how often each version has its turn. */
  readonly runs: number;
  /** Write the figures into docs/benchmarks.md. */
  readonly write: boolean;
  /** Folder for CPU profiles of the services; null: none are taken. */
  readonly profile: string | null;
  /** What git calls the version that this one is compared with; null: this one is measured alone. */
  readonly compare: string | null;
}

/** Sized so that everything together takes some ten minutes on 2 cores. */
const DEFAULT_UNITS = 4_000;
const DEFAULT_RUNS = 3;
/** Of so many pairs the middle half begins to say something. */
const DEFAULT_PAIRS = 6;
/** Below it starting up is what is measured; above it the two minutes become hours. */
const UNITS_RANGE = [100, 200_000] as const;
/** Seconds to store; a million are tens of gigabytes. */
const DEFAULT_LEDGER_UNITS = 50_000;
const LEDGER_UNITS_RANGE = [1_000, 1_000_000] as const;
const MAX_RUNS = 20;

const USAGE = `usage: npm run bench -- [${PARTS.join('|')}]… [--units N] [--ledger-units N] [--stack embedded|kafka|both] [--runs N] [--write] [--profile FOLDER] [--compare GIT-REF]`;

/** Throws with the usage where an argument is not known or out of range. */
export function parseArguments(argv: readonly string[]): BenchArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        units: { type: 'string', default: String(DEFAULT_UNITS) },
        'ledger-units': { type: 'string', default: String(DEFAULT_LEDGER_UNITS) },
        runs: { type: 'string' },
        stack: { type: 'string', default: 'both' },
        write: { type: 'boolean', default: false },
        profile: { type: 'string' },
        compare: { type: 'string' },
      },
    });
    const parts = PARTS.filter((part) => positionals.length === 0 || positionals.includes(part));
    const unknown = positionals.filter((name) => !(PARTS as readonly string[]).includes(name));
    if (unknown.length > 0) throw new Error(`there is no part ${unknown.join(', ')}`);
    const stacks = STACKS.filter((stack) => values.stack === 'both' || values.stack === stack);
    if (stacks.length === 0) throw new Error(`there is no stack ${values.stack}`);
    if (values.write && (parts.length < PARTS.length || stacks.length < STACKS.length))
      throw new Error('--write replaces all figures, so all parts have to run on both stacks');
    if (values.write && values.compare !== undefined)
      throw new Error('--write and --compare: ratios are not for the page');
    const usualRuns = values.compare === undefined ? DEFAULT_RUNS : DEFAULT_PAIRS;
    return {
      parts,
      stacks,
      units: wholeNumber('--units', values.units, ...UNITS_RANGE),
      ledgerUnits: wholeNumber('--ledger-units', values['ledger-units'], ...LEDGER_UNITS_RANGE),
      runs: wholeNumber('--runs', values.runs ?? String(usualRuns), 1, MAX_RUNS),
      write: values.write,
      profile: values.profile ?? null,
      compare: values.compare ?? null,
    };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, { cause: error });
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`${name} ${text} is not a whole number from ${least} to ${most}`);
  return value;
}
