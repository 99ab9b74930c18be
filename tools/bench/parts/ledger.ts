import type { UnitRecord } from '@passback/domain';
import type { Ledger } from '@passback/ledger';
import type { StackName } from '../arguments.ts';
import { type BenchContext, STACK_TITLES } from '../bench-context.ts';
import { type BenchDistrict, type Edition, snapshotOf } from '../district/bench-district.ts';
import { PATTERN_UNITS } from '../district/cloned-unit.ts';
import { NO_POWERSCHOOL } from '../district/districts-file.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { atMost, type Figure, formatNumber, formatValue } from '../measure/figure.ts';
import { percentileOf } from '../measure/statistics.ts';
import { introduce } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';
import type { RunningSystem } from '../system/running-system.ts';
import { SimulatedPowerSchool } from '../system/simulated-powerschool.ts';
import { CHANGED_EVERY, fillDistrict, openWaitingRun, type Patterns, WAITING_RUN, WAITS_MS } from './fill-ledger.ts';
import { ingest } from './ingest.ts';
import { runNight } from './night.ts';

/** The large district has a tenth of all units, each of the others a tenth of that. */
const LARGE_SHARE = 10;
/** The stand-in for MongoDB holds all of them in a small heap, and goes through all of them at each question. */
const MOST_UNITS: Readonly<Record<StackName, number>> = { embedded: Infinity, kafka: 10_000 };
const ONE_SCORE_CHANGED: Edition = { revision: 2, changedScores: 1 };
const WARM_UP_CALLS = 3;
const CALLS_PER_RUN = 20;
/** Any number without a common factor with the units: calls then go all over the district. */
const STRIDE = 7_919;
const PAGE = 50;

/** A question, how often it is asked in a run, and how many milliseconds it may take (p95). */
interface Question {
  readonly what: string;
  readonly calls: number;
  readonly mostMs: number | null;
  /** Throws where the answer is not what it should be. */
  readonly ask: (call: number) => Promise<void>;
}

/** (i) what is asked of a ledger of many units: over HTTP, and as the services themselves ask it. */
export async function measureLedger(context: BenchContext, stack: StackName): Promise<Figure[]> {
  const units = Math.min(context.options.ledgerUnits, MOST_UNITS[stack]);
  const pattern = context.newDistrict(Math.max(...PATTERN_UNITS) + 1);
  const large = context.newDistrict(Math.ceil(units / LARGE_SHARE));
  await using powerschool = await SimulatedPowerSchool.start();
  await powerschool.seed(powerSchoolRosterOf(pattern));
  await using system = await context.startSystem(stack, [
    { district: pattern, powerschool: { baseUrl: powerschool.url } },
    { district: large, powerschool: { baseUrl: NO_POWERSCHOOL } },
  ]);
  const ledger = await system.openLedger();
  try {
    await introduce(new PassbackApi(system), ledger, [pattern, large]);
    const patterns = await patternsOf(system, ledger, powerschool, pattern);
    const begin = performance.now();
    await fill(context, ledger, patterns, large, units);
    const perSecond = formatNumber(units / ((performance.now() - begin) / 1_000));
    context.say(`${stack}: ${formatNumber(units)} units stored, ${perSecond} units/s`);
    return await answerAll(context, stack, questionsOf(new PassbackApi(system), ledger, large), units);
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  } finally {
    await ledger.close();
  }
}

/** Lets the system itself bring units into sync, and takes a change of each. */
async function patternsOf(
  system: RunningSystem,
  ledger: Ledger,
  powerschool: SimulatedPowerSchool,
  district: BenchDistrict,
): Promise<Patterns> {
  const api = new PassbackApi(system);
  const ids = PATTERN_UNITS.map((unit) => snapshotOf(district, unit).sectionAssessmentId);
  const load = async (): Promise<UnitRecord[]> => {
    const records = await ledger.sectionAssessments.load(district.districtId, ids);
    return ids.flatMap((id) => records.filter((record) => record.sectionAssessmentId === id));
  };
  await ingest(api, ledger, district);
  await runNight(api, powerschool, district, district.units);
  const inSync = await load();
  await ingest(api, ledger, district, ONE_SCORE_CHANGED);
  return { district, inSync, changed: await load() };
}

async function fill(
  context: BenchContext,
  ledger: Ledger,
  patterns: Patterns,
  large: BenchDistrict,
  units: number,
): Promise<void> {
  const now = Date.now();
  await fillDistrict(ledger, patterns, large, now);
  const others = Math.ceil(large.units / LARGE_SHARE);
  for (let stored = large.units; stored < units; stored += others)
    await fillDistrict(ledger, patterns, context.newDistrict(Math.min(others, units - stored)), now);
  await openWaitingRun(ledger, large, now);
}

function questionsOf(api: PassbackApi, ledger: Ledger, { districtId, units, ...large }: BenchDistrict): Question[] {
  const changed = Math.ceil(units / CHANGED_EVERY);
  const idOf = (call: number): string =>
    snapshotOf({ districtId, units, ...large }, (call * STRIDE) % units).sectionAssessmentId;
  // What the dispatcher asks; a version before there was that counted what is due each time.
  const { sectionAssessments } = ledger;
  const askDue = ('waitingDistricts' in sectionAssessments ? 'waitingDistricts' : 'dueDistricts') as 'waitingDistricts';
  const dueAt = (at: number) => async (): Promise<void> => void (await sectionAssessments[askDue](at, 1_000));
  return [
    {
      ...{ what: 'explanation', calls: CALLS_PER_RUN, mostMs: 20 },
      ask: async (call) => void (await api.explain(districtId, idOf(call))),
    },
    {
      ...{ what: `list, page of ${PAGE}`, calls: CALLS_PER_RUN, mostMs: 50 },
      ask: async () => expectCount((await api.listUnits(districtId, { limit: String(PAGE) })).items.length, PAGE),
    },
    {
      ...{ what: 'preview', calls: 1, mostMs: 3_000 },
      ask: async () => expectCount((await api.preview(districtId)).units.scoresOnly, changed),
    },
    {
      ...{ what: 'count of a run', calls: CALLS_PER_RUN, mostMs: 50 },
      ask: async () => expectCount((await api.run(districtId, WAITING_RUN)).units.planned, changed),
    },
    { what: 'due poll, nothing due', calls: CALLS_PER_RUN, mostMs: 50, ask: dueAt(Date.now()) },
    {
      what: `due poll, one of ${CHANGED_EVERY} due`,
      calls: CALLS_PER_RUN,
      mostMs: 50,
      ask: dueAt(Date.now() + 2 * WAITS_MS),
    },
  ];
}

function expectCount(found: number, wanted: number): void {
  if (found !== wanted) throw new Error(`${found}, not ${wanted}`);
}

async function answerAll(
  { options, say }: BenchContext,
  stack: StackName,
  questions: readonly Question[],
  units: number,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { what, calls, mostMs, ask } of questions) {
    const tookMs: number[] = [];
    const warmUps = Math.min(WARM_UP_CALLS, calls);
    for (let call = -warmUps; call < calls * options.runs; call++) {
      const begin = performance.now();
      await ask(call + warmUps);
      if (call >= 0) tookMs.push(performance.now() - begin);
    }
    const p95 = percentileOf(tookMs, 0.95);
    const figure: Figure = {
      ...{ part: 'ledger', what: `i: ${what}, p50 ms`, stack: STACK_TITLES[stack], value: percentileOf(tookMs, 0.5) },
      detail: `p95 ${formatNumber(p95)}, ${tookMs.length} calls, ${formatNumber(units)} units`,
      ...(mostMs !== null && { aim: atMost(p95, mostMs) }),
    };
    say(`${stack}: ${figure.what}: ${formatValue(figure)}`);
    figures.push(figure);
  }
  return figures;
}
