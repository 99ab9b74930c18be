import { type Ledger, openLedger } from '@passback/ledger';
import type { BenchContext } from '../bench-context.ts';
import type { BenchDistrict } from '../district/bench-district.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { cpuOf } from '../measure/cpu.ts';
import { atMost, type Figure, formatNumber } from '../measure/figure.ts';
import { spreadOf } from '../measure/statistics.ts';
import { OtlpSink } from '../otlp/sink.ts';
import { introduce } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';
import type { RunningSystem } from '../system/running-system.ts';
import { SimulatedPowerSchool } from '../system/simulated-powerschool.ts';
import { ingest } from './ingest.ts';
import { runNight } from './night.ts';

/** Half the units of the large district, so that there is time for repeating; with fewer, what is compiled once is in the figure. */
const SHARE_OF_UNITS = 2;
/** These nights take about two seconds, and a few percent are to be seen. */
const POLL_MS = 50;
const MOST_OVERHEAD_PERCENT = 10;

/** The system with or without tracing, and what it took for district after district. */
interface Side {
  readonly system: RunningSystem;
  readonly ledger: Ledger;
  readonly districts: readonly BenchDistrict[];
  readonly turns: Turn[];
}

/** Seconds by the clock, and of processor time. */
interface Turn {
  readonly ingest: Cost;
  readonly night: Cost;
}

interface Cost {
  readonly elapsed: number;
  readonly processor: number;
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
    return { system, ledger, districts, turns: [] };
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
  const { system, ledger, districts, turns } = side;
  const district = districts[run];
  if (district === undefined) throw new RangeError(`there is no district for run ${run}`);
  const api = new PassbackApi(system);
  const processor = (): number => [...cpuOf(system.pids).values()].reduce((sum, seconds) => sum + seconds, 0);
  try {
    const atFirst = processor();
    const { decidedSeconds } = await ingest(api, ledger, district);
    const between = processor();
    const { seconds } = await runNight(api, powerschool, district, district.units, { pollMs: POLL_MS });
    const atLast = processor();
    if (run === 0) return;
    turns.push({
      ingest: { elapsed: decidedSeconds, processor: between - atFirst },
      night: { elapsed: seconds, processor: atLast - between },
    });
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  }
}

function figuresOf(off: Side, on: Side, spansPerUnit: number): Figure[] {
  const overhead = (what: string, secondsOf: (turn: Turn) => number): Figure => {
    // Turn by turn, since what else happens on the machine is then the same for both.
    const percents = on.turns.flatMap((traced, at) => {
      const plain = off.turns[at];
      return plain === undefined ? [] : [(secondsOf(traced) / secondsOf(plain) - 1) * 100];
    });
    const { median, least, most, runs } = spreadOf(percents);
    return {
      part: 'tracing',
      what: `overhead, ${what}`,
      stack: 'embedded',
      value: `${formatNumber(median)} %`,
      detail: `${formatNumber(least)} to ${formatNumber(most)} %, ${runs} pairs`,
      aim: atMost(median, MOST_OVERHEAD_PERCENT),
    };
  };
  return [
    overhead('HTTP to decision, time', ({ ingest: { elapsed } }) => elapsed),
    overhead('HTTP to decision, processor time', ({ ingest: { processor } }) => processor),
    overhead('night, time', ({ night: { elapsed } }) => elapsed),
    overhead('night, processor time', ({ night: { processor } }) => processor),
    { part: 'tracing', what: 'spans per unit', stack: 'embedded', value: formatNumber(spansPerUnit) },
  ];
}
