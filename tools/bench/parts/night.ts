import type { Ledger } from '@passback/ledger';
import type { StackName } from '../arguments.ts';
import { type BenchContext, STACK_TITLES } from '../bench-context.ts';
import { type BenchDistrict, type Edition, FIRST_EDITION, SCORES_PER_UNIT } from '../district/bench-district.ts';
import { type Counts, countsSince } from '../counting/counts.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { atLeast, atMost, exactly, type Figure, formatBytes, formatNumber, inMib } from '../measure/figure.ts';
import { cpuOf, cpuSince } from '../measure/cpu.ts';
import { forgetPeak, type Memory, peakMemory, summed, together } from '../measure/memory.ts';
import { introduce } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';
import type { RunningSystem } from '../system/running-system.ts';
import { type CallCounts, SimulatedPowerSchool } from '../system/simulated-powerschool.ts';
import { ingest } from './ingest.ts';
import { ledgerCosts, readsPerUnit } from './night-costs.ts';

const NIGHT_LIMIT_MS = 180_000;
/** The stand-in for MongoDB has no indexes and goes through all units at each claim: a large district would measure that. */
const SHARE_OF_UNITS: Readonly<Record<StackName, number>> = { embedded: 1, kafka: 0.25 };
/** The second district is this much smaller, to show whether memory follows the district's size. */
const SMALLER = 4;
const ONE_SCORE_CHANGED: Edition = { revision: 2, changedScores: 1 };
/** Units a second that a night is to reach, of new ones and of changed ones. */
const LEAST_RATE: Readonly<Record<StackName, { readonly new: number; readonly changed: number }>> = {
  embedded: { new: 1_500, changed: 3_000 },
  kafka: { new: 600, changed: 1_000 },
};
const MOST_WRITES_PER_NEW_UNIT = 3;
const MOST_WRITES_PER_CHANGED_UNIT = 1;

export interface Night {
  readonly seconds: number;
  readonly calls: CallCounts;
}

/** One run of the district, from `POST runs` to its end. Throws unless `due` of its units came into sync. */
export async function runNight(
  api: PassbackApi,
  powerschool: SimulatedPowerSchool,
  { districtId }: BenchDistrict,
  due: number,
  options: { readonly limitMs?: number; readonly pollMs?: number } = {},
): Promise<Night> {
  await powerschool.forgetCalls();
  const begin = performance.now();
  const runId = await api.startRun(districtId);
  const { units } = await api.untilFinished(districtId, runId, options.limitMs ?? NIGHT_LIMIT_MS, options.pollMs);
  const seconds = (performance.now() - begin) / 1_000;
  if (units.planned !== due || units.rejected + units.retrying > 0)
    throw new Error(`the night of ${districtId} was not as expected: ${JSON.stringify(units)}`);
  return { seconds, calls: await powerschool.callCounts() };
}

/** A night with the ingestion before it. */
interface NightAfter extends Night {
  /** Seconds of processor time in the night alone, by process: of the services, and of whoever they work with. */
  readonly services: ReadonlyMap<string, number>;
  readonly others: ReadonlyMap<string, number>;
  /** Of the ledger, from the first line sent to the end of the night. */
  readonly counts: Counts;
}

interface Nights {
  readonly district: BenchDistrict;
  readonly first: NightAfter;
  readonly changed: NightAfter;
  readonly unchanged: Night;
  /** Peak memory by process, over all that was done. */
  readonly peaks: ReadonlyMap<string, Memory>;
}

/** (b) three nights of a district: everything new, one score of each unit changed, nothing changed. */
export async function measureNight(context: BenchContext, stack: StackName): Promise<Figure[]> {
  const units = Math.ceil(context.options.units * SHARE_OF_UNITS[stack]);
  const smaller = await threeNights(context, stack, Math.ceil(units / SMALLER));
  const full = await threeNights(context, stack, units);
  return [...figuresOf(stack, full), ...memoryOf(stack, smaller, full)];
}

async function threeNights(context: BenchContext, stack: StackName, units: number): Promise<Nights> {
  const district = context.newDistrict(units);
  await using powerschool = await SimulatedPowerSchool.start();
  await powerschool.seed(powerSchoolRosterOf(district));
  await using system = await context.startSystem(stack, [{ district, powerschool: { baseUrl: powerschool.url } }], {
    counting: true,
  });
  const ledger = await system.openLedger();
  const api = new PassbackApi(system);
  try {
    for (const pid of system.pids.values()) forgetPeak(pid);
    await introduce(api, ledger, [district]);
    const others = await othersOf(context, stack, powerschool);
    const nightWith = (edition: Edition) => nightAfter({ system, others }, ledger, powerschool, district, edition);
    const first = await nightWith(FIRST_EDITION);
    const changed = await nightWith(ONE_SCORE_CHANGED);
    const unchanged = await runNight(api, powerschool, district, 0);
    const [new_, again] = [first, changed].map(({ seconds }) => formatNumber(units / seconds));
    context.say(`${stack}, ${formatNumber(units)} units: new ${new_} units/s, changed ${again} units/s`);
    return { district, first, changed, unchanged, peaks: peaksOf(system) };
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  } finally {
    await ledger.close();
  }
}

type Pids = ReadonlyMap<string, number>;

/** Processes of this machine that are no services of the system. */
async function othersOf(context: BenchContext, stack: StackName, { pid }: SimulatedPowerSchool): Promise<Pids> {
  const { kafka, mongo } = stack === 'kafka' ? await context.servers() : {};
  const all = { database: mongo?.pid, broker: kafka?.pid, PowerSchool: pid };
  return new Map(Object.entries(all).flatMap(([name, one]) => (one == null ? [] : [[name, one] as const])));
}

async function nightAfter(
  { system, others }: { readonly system: RunningSystem; readonly others: Pids },
  ledger: Ledger,
  powerschool: SimulatedPowerSchool,
  district: BenchDistrict,
  edition: Edition,
): Promise<NightAfter> {
  const api = new PassbackApi(system);
  const before = await system.counts();
  await ingest(api, ledger, district, edition);
  const [services, theirs] = [cpuOf(system.pids), cpuOf(others)];
  const night = await runNight(api, powerschool, district, district.units);
  const used = { services: cpuSince(services, system.pids), others: cpuSince(theirs, others) };
  return { ...night, ...used, counts: countsSince(before, await system.counts()) };
}

function peaksOf({ pids }: RunningSystem): ReadonlyMap<string, Memory> {
  return new Map([...pids].map(([name, pid]) => [name, peakMemory(pid)]));
}

const callsOf = ({ calls: { reads, writes, tokens } }: Night): number => reads + writes + tokens;

function figuresOf(stack: StackName, { district: { units }, first, changed, unchanged }: Nights): Figure[] {
  const figure = (what: string, value: number, more: Partial<Figure> = {}): Figure => ({
    part: 'night',
    what,
    stack: STACK_TITLES[stack],
    value,
    ...more,
  });
  const scores = units * SCORES_PER_UNIT;
  const msPerUnit = (seconds: ReadonlyMap<string, number>): number =>
    (seconds.values().reduce((sum, each) => sum + each, 0) / units) * 1_000;
  const byProcess = (seconds: ReadonlyMap<string, number>): string =>
    [...seconds].map(([name, each]) => `${name} ${formatNumber((each / units) * 1_000)}`).join(', ');
  const made = ({ calls: { reads, writes } }: Night) => ({
    detail: `${formatNumber(writes)} writes, ${formatNumber(reads)} reads`,
  });
  const writesNew = first.calls.writes / units;
  const writesChanged = changed.calls.writes / units;
  return [
    figure('b: new units/s', units / first.seconds, {
      detail: `${formatNumber(units)} units`,
      aim: atLeast(units / first.seconds, LEAST_RATE[stack].new),
    }),
    figure('b: new scores/s', scores / first.seconds),
    figure('PowerSchool calls per new score', callsOf(first) / scores, made(first)),
    figure('write calls per new unit', writesNew, { aim: atMost(writesNew, MOST_WRITES_PER_NEW_UNIT) }),
    ...readsPerUnit(first.calls.byRoute, units).map(([what, value, detail]) => figure(what, value, { detail })),
    figure('processor time, new, ms/unit', msPerUnit(first.services), { detail: byProcess(first.services) }),
    figure('processor time of others, new, ms/unit', msPerUnit(first.others), { detail: byProcess(first.others) }),
    figure('changed units/s, one score each', units / changed.seconds, {
      ...made(changed),
      aim: atLeast(units / changed.seconds, LEAST_RATE[stack].changed),
    }),
    figure('write calls per changed unit', writesChanged, {
      aim: atMost(writesChanged, MOST_WRITES_PER_CHANGED_UNIT),
    }),
    figure('processor time, changed, ms/unit', msPerUnit(changed.services), { detail: byProcess(changed.services) }),
    figure('processor time of others, changed, ms/unit', msPerUnit(changed.others), {
      detail: byProcess(changed.others),
    }),
    figure('write calls, nothing changed', unchanged.calls.writes, { aim: exactly(unchanged.calls.writes, 0) }),
    figure('seconds, nothing changed', unchanged.seconds, made(unchanged)),
    ...ledgerCosts(first.counts, units).map(({ what, value, ...more }) => figure(what, value, more)),
  ];
}

function memoryOf(stack: StackName, smaller: Nights, full: Nights): Figure[] {
  const total = ({ peaks }: Nights): number => summed(peaks.values());
  const byProcess = ({ peaks }: Nights): string => {
    if (peaks.size === 1) return '1 process';
    const each = [...peaks].map(([name, { resident }]) => `${name} ${formatBytes(resident)}`).join(', ');
    return `${each}; what they share counted once: ${formatBytes(together(peaks.values()))}`;
  };
  const figure = (what: string, value: Pick<Figure, 'value' | 'unit'>, detail: string): Figure => ({
    part: 'night',
    what,
    stack: STACK_TITLES[stack],
    ...value,
    detail,
  });
  const size = ({ district: { units } }: Nights): string => `peak memory, ${formatNumber(units)} units`;
  return [
    ...[smaller, full].map((nights) => figure(size(nights), inMib(total(nights)), byProcess(nights))),
    figure('peak memory, larger ÷ smaller', { value: total(full) / total(smaller) }, 'flat is 1'),
  ];
}
