import type { Ledger } from '@passback/ledger';
import type { StackName } from '../arguments.ts';
import { type BenchContext, STACK_TITLES } from '../bench-context.ts';
import { type BenchDistrict, FIRST_EDITION, ndjsonOf, SCORES_PER_UNIT } from '../district/bench-district.ts';
import { NO_POWERSCHOOL } from '../district/districts-file.ts';
import { KafkaFloor } from '../floor/kafka-floor.ts';
import { SqliteFloor } from '../floor/sqlite-floor.ts';
import { atLeast, atMost, type Figure, formatNumber, formatSpread } from '../measure/figure.ts';
import { cpuOf } from '../measure/cpu.ts';
import { mapSpread, type Spread, spreadOf } from '../measure/statistics.ts';
import { introduce, untilAllDue } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';

const DECIDED_LIMIT_MS = 120_000;
/** What the system is to reach of the speed of the same bytes with no logic at all. */
const LEAST_SHARE_OF_FLOOR: Readonly<Record<StackName, number>> = { embedded: 0.4, kafka: 0.6 };
const MOST_PROCESSOR_MS = 0.18;

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
  const ledger = await system.openLedger();
  const api = new PassbackApi(system);
  const measured: Measured = { accepted: [], decided: [], floor: [], cpu: [] };
  try {
    await introduce(api, ledger, districts);
    for (const [run, district] of districts.entries()) {
      const before = cpuOf(system.pids);
      const { acceptedSeconds, decidedSeconds } = await ingest(api, ledger, district);
      const after = cpuOf(system.pids);
      const floorSeconds = await floor.measure(district);
      context.say(`${stack}: ${perSecond(units, decidedSeconds)}, floor ${perSecond(units, floorSeconds)}`);
      if (run === 0) continue;
      measured.accepted.push(acceptedSeconds);
      measured.decided.push(decidedSeconds);
      measured.floor.push(floorSeconds);
      measured.cpu.push(new Map([...after].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)])));
    }
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  } finally {
    await ledger.close();
  }
  return figuresOf(stack, units, measured);
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

/** Seconds of each run. */
interface Measured {
  readonly accepted: number[];
  readonly decided: number[];
  readonly floor: number[];
  /** Of processor time, by process. */
  readonly cpu: ReadonlyMap<string, number>[];
}

function figuresOf(stack: StackName, units: number, seconds: Measured): Figure[] {
  const rate = (values: readonly number[], each = 1): Spread =>
    mapSpread(spreadOf(values), (value) => (units * each) / value);
  const figure = (what: string, spread: Spread): Figure => ({
    part: 'ingest',
    what,
    stack: STACK_TITLES[stack],
    value: spread.median,
    detail: formatSpread(spread),
  });
  const [a, c] = [rate(seconds.decided), rate(seconds.floor)];
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
      value: share,
      detail: `${formatNumber(units)} units a run`,
      aim: atLeast(share, LEAST_SHARE_OF_FLOOR[stack]),
    },
    cpuFigure(stack, units, seconds.cpu),
  ];
}

/** What the services worked, which other processes on the machine do not change. */
function cpuFigure(stack: StackName, units: number, runs: readonly ReadonlyMap<string, number>[]): Figure {
  const perUnitMs = (name: string): number => (spreadOf(runs.map((run) => run.get(name) ?? 0)).median / units) * 1_000;
  const byName = [...(runs[0]?.keys() ?? [])].map((name) => ({ name, ms: perUnitMs(name) }));
  const all = byName.reduce((sum, { ms }) => sum + ms, 0);
  return {
    part: 'ingest',
    what: 'processor time of the services, ms/unit',
    stack: STACK_TITLES[stack],
    value: all,
    detail: byName.map(({ name, ms }) => `${name} ${formatNumber(ms)}`).join(', '),
    aim: atMost(all, MOST_PROCESSOR_MS),
  };
}
