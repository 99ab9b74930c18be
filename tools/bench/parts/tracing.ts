import { type Ledger, openLedger } from '@passback/ledger';
import type { BenchContext } from '../bench-context.ts';
import type { BenchDistrict } from '../district/bench-district.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { atMost, type Figure, formatNumber } from '../measure/figure.ts';
import { overheadPercent, spreadOf } from '../measure/statistics.ts';
import { OtlpSink } from '../otlp/sink.ts';
import { introduce } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';
import type { RunningSystem } from '../system/running-system.ts';
import { SimulatedPowerSchool } from '../system/simulated-powerschool.ts';
import { ingest } from './ingest.ts';
import { runNight } from './night.ts';

/** Part of the units of the large district: enough to outweigh the ends of a run, so that there is time for repeating. */
const SHARE_OF_UNITS = 4;
/** These nights take about two seconds, and a few percent are to be seen. */
const POLL_MS = 50;
const MOST_OVERHEAD_PERCENT = 10;

/** The system with or without tracing, and what it took for district after district. */
interface Side {
  readonly system: RunningSystem;
  readonly ledger: Ledger;
  readonly districts: readonly BenchDistrict[];
  readonly ingestSeconds: number[];
  readonly nightSeconds: number[];
}

/** (f) what exporting every span costs: two systems side by side, taking turns so that both meet the same machine. */
export async function measureTracing(context: BenchContext): Promise<Figure[]> {
  const { runs } = context.options;
  const units = Math.ceil(context.options.units / SHARE_OF_UNITS);
  await using sink = await OtlpSink.start();
  await using powerschool = await SimulatedPowerSchool.start();
  await using stack = new AsyncDisposableStack();
  const startSide = async (env: Readonly<Record<string, string>>): Promise<Side> => {
    // The first is not counted: code is compiled in it.
    const districts = Array.from({ length: runs + 1 }, () => context.newDistrict(units));
    for (const district of districts) await powerschool.seed(powerSchoolRosterOf(district));
    const settings = districts.map((district) => ({ district, powerschool: { baseUrl: powerschool.url } }));
    const system = stack.use(await context.startSystem('embedded', settings, env));
    const ledger = stack.adopt(await openLedger({ url: system.ledgerUrl }), (opened) => opened.close());
    await introduce(new PassbackApi(system), ledger, districts);
    return { system, ledger, districts, ingestSeconds: [], nightSeconds: [] };
  };
  const off = await startSide({});
  const on = await startSide({ OTEL_EXPORTER_OTLP_ENDPOINT: sink.url });
  for (let run = 0; run <= runs; run++) {
    for (const side of run % 2 === 0 ? [off, on] : [on, off]) await takeTurn(side, powerschool, run);
    context.say(`tracing: ${run === 0 ? 'warmed up' : `${run} of ${runs}`}, ${formatNumber(sink.spans)} spans`);
  }
  return figuresOf(off, on, sink.spans / (units * (runs + 1)));
}

async function takeTurn(side: Side, powerschool: SimulatedPowerSchool, run: number): Promise<void> {
  const { system, ledger, districts, ingestSeconds, nightSeconds } = side;
  const district = districts[run];
  if (district === undefined) throw new RangeError(`there is no district for run ${run}`);
  const api = new PassbackApi(system);
  try {
    const { decidedSeconds } = await ingest(api, ledger, district);
    const { seconds } = await runNight(api, powerschool, district, district.units, { pollMs: POLL_MS });
    if (run === 0) return;
    ingestSeconds.push(decidedSeconds);
    nightSeconds.push(seconds);
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  }
}

function figuresOf(off: Side, on: Side, spansPerUnit: number): Figure[] {
  const overhead = (what: string, withIt: readonly number[], without: readonly number[]): Figure => {
    const [traced, plain] = [spreadOf(withIt), spreadOf(without)];
    const percent = overheadPercent(traced, plain);
    return {
      part: 'tracing',
      what,
      stack: 'embedded',
      value: `${formatNumber(percent)} %`,
      detail: `${formatNumber(traced.median)} s with, ${formatNumber(plain.median)} s without, ${traced.runs} runs each`,
      aim: atMost(percent, MOST_OVERHEAD_PERCENT),
    };
  };
  return [
    overhead('overhead, HTTP to decision', on.ingestSeconds, off.ingestSeconds),
    overhead('overhead, night', on.nightSeconds, off.nightSeconds),
    { part: 'tracing', what: 'spans per unit', stack: 'embedded', value: formatNumber(spansPerUnit) },
  ];
}
