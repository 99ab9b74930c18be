import { type Ledger, openLedger } from '@passback/ledger';
import type { StackName } from '../arguments.ts';
import { type BenchContext, STACK_TITLES } from '../bench-context.ts';
import { type BenchDistrict, FIRST_EDITION, ndjsonOf, SCORES_PER_UNIT } from '../district/bench-district.ts';
import { NO_POWERSCHOOL } from '../district/districts-file.ts';
import { KafkaFloor } from '../floor/kafka-floor.ts';
import { SqliteFloor } from '../floor/sqlite-floor.ts';
import { atLeast, type Figure, formatNumber, formatSpread } from '../measure/figure.ts';
import { mapSpread, type Spread, spreadOf } from '../measure/statistics.ts';
import { untilAllDue, untilStaffKnown } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';

const DECIDED_LIMIT_MS = 120_000;
const STAFF_LIMIT_MS = 30_000;
/** What the system is to reach of the speed of the same bytes with no logic at all. */
const LEAST_SHARE_OF_FLOOR = 0.5;

/** How long one district took from its first line sent. */
export interface Ingested {
  /** Until ingestion answered: all of it is on the broker. */
  readonly acceptedSeconds: number;
  /** Until the ledger held the decision on every unit. */
  readonly decidedSeconds: number;
}

/** Sends a district through the HTTP endpoint and waits for its decisions in the ledger. */
export async function ingest(
  api: PassbackApi,
  ledger: Ledger,
  district: BenchDistrict,
  edition = FIRST_EDITION,
): Promise<Ingested> {
  if (edition.revision === 1) {
    await api.sendStaff(district);
    await untilStaffKnown(ledger, district, STAFF_LIMIT_MS);
  }
  const lines = ndjsonOf(district, edition);
  const begin = performance.now();
  await api.sendUnits(district, lines);
  const acceptedSeconds = (performance.now() - begin) / 1_000;
  await untilAllDue(ledger, district, DECIDED_LIMIT_MS);
  return { acceptedSeconds, decidedSeconds: (performance.now() - begin) / 1_000 };
}

/** (a) ingestion to decision in the ledger, and (c) the floor that it is compared with, turn by turn. */
export async function measureIngest(context: BenchContext, stack: StackName): Promise<Figure[]> {
  const { units, runs } = context.options;
  // The first is not counted: code is compiled and connections are made in it.
  const districts = Array.from({ length: runs + 1 }, () => context.newDistrict(units));
  const powerschool = { baseUrl: NO_POWERSCHOOL };
  await using system = await context.startSystem(
    stack,
    districts.map((district) => ({ district, powerschool })),
  );
  await using floor = await startFloor(context, stack);
  const ledger = await openLedger({ url: system.ledgerUrl });
  const api = new PassbackApi(system);
  const [accepted, decided, bare]: [number[], number[], number[]] = [[], [], []];
  try {
    for (const [run, district] of districts.entries()) {
      const { acceptedSeconds, decidedSeconds } = await ingest(api, ledger, district);
      const floorSeconds = await floor.measure(district);
      context.say(`${stack}: ${perSecond(units, decidedSeconds)}, floor ${perSecond(units, floorSeconds)}`);
      if (run === 0) continue;
      accepted.push(acceptedSeconds);
      decided.push(decidedSeconds);
      bare.push(floorSeconds);
    }
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  } finally {
    await ledger.close();
  }
  return figuresOf(stack, units, { accepted, decided, bare });
}

const perSecond = (units: number, seconds: number): string => `${formatNumber(units / seconds)} units/s`;

interface Floor extends AsyncDisposable {
  measure(district: BenchDistrict): Promise<number>;
}

async function startFloor(context: BenchContext, stack: StackName): Promise<Floor> {
  if (stack === 'embedded') return SqliteFloor.start(context.newFolder());
  const { kafka, mongo } = await context.servers();
  return KafkaFloor.start(kafka.brokers[0] ?? '', mongo.url);
}

function figuresOf(
  stack: StackName,
  units: number,
  seconds: { accepted: readonly number[]; decided: readonly number[]; bare: readonly number[] },
): Figure[] {
  const rate = (values: readonly number[], each = 1): Spread =>
    mapSpread(spreadOf(values), (value) => (units * each) / value);
  const figure = (what: string, spread: Spread): Figure => ({
    part: 'ingest',
    what,
    stack: STACK_TITLES[stack],
    value: formatNumber(spread.median),
    detail: formatSpread(spread),
  });
  const [a, c] = [rate(seconds.decided), rate(seconds.bare)];
  const share = a.median / c.median;
  return [
    figure('a: HTTP to decision, units/s', a),
    figure('a: HTTP to decision, scores/s', rate(seconds.decided, SCORES_PER_UNIT)),
    figure('of it: HTTP to broker, units/s', rate(seconds.accepted)),
    figure('c: floor, the same bytes with no logic, units/s', c),
    {
      part: 'ingest',
      what: 'a/c',
      stack: STACK_TITLES[stack],
      value: formatNumber(share),
      detail: `${formatNumber(units)} units a run`,
      aim: atLeast(share, LEAST_SHARE_OF_FLOOR),
    },
  ];
}
