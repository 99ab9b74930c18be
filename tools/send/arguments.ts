import { parseArgs } from 'node:util';

const USAGE = `npm run send -- FILE.ndjson --url URL --token-file FILE [--district DISTRICT]           section assessments, one a line
npm run send -- --csv FILE --scores FILE --url URL --token-file FILE --district DISTRICT  the same of two CSV files
npm run send -- --staff FILE --url URL --token-file FILE --district DISTRICT              all staff, as JSON
  --check             says what would be rejected, and sends nothing (without --url and --token-file)
  --restart           sends all of it again, whatever was sent
  --ignore COLUMN     a column of a CSV file that is there for others; as often as needed
  --confirm-shrink    the list of staff is meant, however short it is
  --patience SECONDS  how long the service may be away before it is given up (600)`;

/** It was not understood what is to be done. */
export class UsageError extends Error {
  override toString(): string {
    return `${this.message}\n${USAGE}`;
  }
}

export type Input =
  | { readonly kind: 'ndjson'; readonly file: string }
  | { readonly kind: 'csv'; readonly assessments: string; readonly scores: string; readonly ignored: readonly string[] }
  | { readonly kind: 'staff'; readonly file: string; readonly confirmShrink: boolean };

export interface SendArguments {
  readonly input: Input;
  /** Null: nothing is sent. */
  readonly service: { readonly url: string; readonly tokenFile: string } | null;
  readonly districtId: string | null;
  readonly isRestart: boolean;
  readonly patienceMs: number;
}

const OPTIONS = {
  csv: { type: 'string' },
  scores: { type: 'string' },
  staff: { type: 'string' },
  url: { type: 'string' },
  'token-file': { type: 'string' },
  district: { type: 'string' },
  check: { type: 'boolean', default: false },
  restart: { type: 'boolean', default: false },
  ignore: { type: 'string', multiple: true, default: [] as string[] },
  'confirm-shrink': { type: 'boolean', default: false },
  patience: { type: 'string', default: '600' },
} as const;

/** Throws `UsageError`. */
export function parseArguments(args: readonly string[]): SendArguments {
  const { values, positionals } = parsed(args);
  const input = inputOf(values, positionals);
  if (values.district === undefined && input.kind !== 'ndjson') throw new UsageError('--district is needed');
  if (values.check && input.kind === 'staff') throw new UsageError('--check is for section assessments');
  const patienceMs = Number(values.patience) * 1_000;
  if (!(patienceMs >= 0)) throw new UsageError('--patience is a number of seconds');
  return {
    input,
    service: values.check ? null : serviceOf(values),
    districtId: values.district ?? null,
    isRestart: values.restart,
    patienceMs,
  };
}

type Values = ReturnType<typeof parsed>['values'];

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function inputOf(values: Values, [file, ...others]: readonly string[]): Input {
  const { csv, scores, staff, ignore } = values;
  const given = [file, csv, staff].filter((name) => name !== undefined);
  if (given.length !== 1 || others.length > 0) throw new UsageError('what is to be sent: FILE, --csv or --staff?');
  if ((csv === undefined) !== (scores === undefined)) throw new UsageError('--csv and --scores belong together');
  if (csv !== undefined && scores !== undefined) return { kind: 'csv', assessments: csv, scores, ignored: ignore };
  if (staff !== undefined) return { kind: 'staff', file: staff, confirmShrink: values['confirm-shrink'] };
  return { kind: 'ndjson', file: file ?? '' };
}

function serviceOf({ url, 'token-file': tokenFile }: Values): { url: string; tokenFile: string } {
  if (url === undefined || tokenFile === undefined) throw new UsageError('--url and --token-file are needed');
  const given = URL.canParse(url) ? new URL(url) : null;
  if (given === null || !/^https?:$/.test(given.protocol) || given.username !== '' || given.password !== '')
    throw new UsageError('--url is the address of ingestion, as https://ingestion.example.org');
  return { url: `${given.origin}${given.pathname.replace(/\/+$/, '')}`, tokenFile };
}
