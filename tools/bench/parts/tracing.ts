import type { Ledger } from '@passback/ledger';
import type { BenchContext } from '../bench-context.ts';
import type { BenchDistrict } from '../district/bench-district.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { fineCpuOf } from '../measure/cpu.ts';
import { atMost, type Figure, formatNumber } from '../measure/figure.ts';
import { middleHalfOf, spreadOf } from '../measure/statistics.ts';
import { OtlpSink } from '../otlp/sink.ts';
import { introduce } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';
import type { RunningSystem } from '../system/running-system.ts';
import { SimulatedPowerSchool } from '../system/simulated-powerschool.ts';
import { ingest } from './ingest.ts';
import { runNight } from './night.ts';

/** Many short turns, since what else runs on the machine changes from second to second. */
const SHARE_OF_UNITS = 8;
const TURNS_PER_RUN = 4;
/** In these, code is compiled. */
const WARM_UPS = 5;
/** A question how far the run is makes work; few are asked in a night of a second. */
const POLL_MS = 250;
const MOST_OVERHEAD_PERCENT = 10;

/** A system, and its districts, one a turn. */
interface Side {
  readonly system: RunningSystem;
  readonly ledger: Ledger;
  readonly districts: readonly BenchDistrict[];
}

/** Seconds of processor time of one turn, by side. */
type Costs = Readonly<Record<SideName, number>>;

interface Turn {
  readonly ingest: Costs;
  readonly night: Costs;
}

/** `none`: no telemetry at all. `ids`: nothing is exported, as without a collector; explanations and logs have trace ids all the same. */
type SideName = 'none' | 'ids' | 'exported';

/**
 * (f) what it costs to trace and measure everything and to export it: three systems do the same at the same time, so that all meet the
 * same machine, and their processor time is compared.
 */
export async function measureTracing(context: BenchContext): Promise<Figure[]> {
  const turns = WARM_UPS + context.options.runs * TURNS_PER_RUN;
  const units = Math.ceil(context.options.units / SHARE_OF_UNITS);
  await using sink = await OtlpSink.start();
  await using powerschool = await SimulatedPowerSchool.start();
  await using stack = new AsyncDisposableStack();
  const startSide = async (env: Readonly<Record<string, string>>): Promise<Side> => {
    const districts = Array.from({ length: turns }, () => context.newDistrict(units));
    for (const district of districts) await powerschool.seed(powerSchoolRosterOf(district));
    const settings = districts.map((district) => ({ district, powerschool: { baseUrl: powerschool.url } }));
    const system = stack.use(await context.startSystem('embedded', settings, { env }));
    const ledger = stack.adopt(await system.openLedger(), (opened) => opened.close());
    await introduce(new PassbackApi(system), ledger, districts);
    return { system, ledger, districts };
  };
  const sides: Readonly<Record<SideName, Side>> = {
    none: await startSide({ OTEL_SDK_DISABLED: 'true' }),
    ids: await startSide({}),
    exported: await startSide({ OTEL_EXPORTER_OTLP_ENDPOINT: sink.url }),
  };
  const measured: Turn[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const ingested = await costsOf(sides, turn, ({ system, ledger }, district) =>
      ingest(new PassbackApi(system), ledger, district),
    );
    const night = await costsOf(sides, turn, ({ system }, district) =>
      runNight(new PassbackApi(system), powerschool, district, district.units, { pollMs: POLL_MS }),
    );
    if (turn >= WARM_UPS) measured.push({ ingest: ingested, night });
    else context.say(`tracing: warming up, ${formatNumber(sink.spans)} spans`);
  }
  return figuresOf(measured, units, sink.spans / (units * turns));
}

type Work = (side: Side, district: BenchDistrict) => Promise<unknown>;

async function costsOf(sides: Readonly<Record<SideName, Side>>, turn: number, work: Work): Promise<Costs> {
  const [none, ids, exported] = await Promise.all([
    processorTimeOf(sides.none, turn, work),
    processorTimeOf(sides.ids, turn, work),
    processorTimeOf(sides.exported, turn, work),
  ]);
  return { none, ids, exported };
}

async function processorTimeOf(side: Side, turn: number, work: Work): Promise<number> {
  const district = side.districts[turn];
  if (district === undefined) throw new RangeError(`there is no district for turn ${turn}`);
  const { pids, output } = side.system;
  const processor = (): number => [...pids.values()].reduce((sum, pid) => sum + fineCpuOf(pid), 0);
  const before = processor();
  try {
    await work(side, district);
  } catch (error) {
    throw new Error(`${String(error)}\n${output()}`, { cause: error });
  }
  return processor() - before;
}

function figuresOf(turns: readonly Turn[], units: number, spansPerUnit: number): Figure[] {
  const overhead = (what: string, from: SideName, costs: readonly Costs[]): Figure => {
    const percents = costs.map((cost) => (cost.exported / cost[from] - 1) * 100);
    const { median, runs } = spreadOf(percents);
    const [low, high] = middleHalfOf(percents).map(formatNumber);
    const perUnit = (side: SideName): string =>
      formatNumber((spreadOf(costs.map((cost) => cost[side])).median / units) * 1_000);
    return {
      part: 'tracing',
      what,
      stack: 'embedded',
      value: median,
      unit: '%',
      detail: `half of ${runs} turns: ${low} to ${high} %; ${perUnit(from)} → ${perUnit('exported')} ms/unit`,
      aim: atMost(median, MOST_OVERHEAD_PERCENT),
    };
  };
  const [ingests, nights] = [turns.map((turn) => turn.ingest), turns.map(({ night }) => night)];
  return [
    overhead('processor time, HTTP to decision, exporting or not', 'ids', ingests),
    overhead('processor time, night, exporting or not', 'ids', nights),
    overhead('HTTP to decision, exporting or no telemetry at all', 'none', ingests),
    overhead('night, exporting or no telemetry at all', 'none', nights),
    { part: 'tracing', what: 'spans per unit', stack: 'embedded', value: spansPerUnit },
  ];
}
