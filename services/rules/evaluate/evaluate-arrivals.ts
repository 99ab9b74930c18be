import { unitKey, type SectionAssessmentChanged } from '@passback/contracts';
import { type Decision, type EpochMs, NOTHING_IN_SIS, type OtusPart, type UnitRecord } from '@passback/domain';
import type { DistrictRecord, EvaluationWrite, UnitKey } from '@passback/ledger';
import type { BatchResult, Poison } from '@passback/messaging';
import { forEachAtMost } from '@passback/service-kit';
import { ATTRIBUTES, METRICS, record, type StartedSpan } from '@passback/telemetry';
import {
  callFor,
  decide,
  type EvaluationContext,
  evaluationContext,
  ON_ARRIVAL,
} from '../inputs/evaluation-context.ts';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import {
  type Arrival,
  newestOfEachUnit,
  otusAfter,
  readArrivals,
  type SnapshotMessage,
  unreadArrival,
} from './arrivals.ts';
import { beginEvaluation, endEvaluation } from './evaluation-span.ts';
import { evaluationWrite } from './evaluation-write.ts';
import { MissedRun } from './missed-run.ts';
import { markTakenAlong } from './taken-along.ts';

const SECOND_MS = 1_000;

type SnapshotPoison = Poison<SectionAssessmentChanged>;

/**
 * Decides what came from Otus and stores it, newest revision of each unit only. Makes nothing due: that is for a run, but for what came
 * before the last one began and is evaluated only now, which joins it. What cannot be read
 * goes to the dead letters, and is noted as a newer revision of its unit, which is held until it can.
 * Throws when the ledger is away or others keep writing the same units; then the same messages come again, and change nothing
 * where they were stored already.
 */
export async function evaluateArrivals(
  context: RulesContext,
  messages: readonly SnapshotMessage[],
): Promise<BatchResult<SectionAssessmentChanged>> {
  const { arrivals, unread, poison } = readArrivals(messages);
  const districts = await knownDistricts(context, [...arrivals, ...unread]);
  poison.push(...ofUnknownDistricts(arrivals, districts));
  const broken: SnapshotPoison[] = [];
  await evaluateAll(context, districts, arrivals, broken);
  const notEvaluable = broken.flatMap(({ message }) => unreadArrival(message, 'broken'));
  // They are dead letters already.
  await evaluateAll(context, districts, [...unread, ...notEvaluable], []);
  return { poison: [...poison, ...broken] };
}

/** The span of each arrival in its own journey: one over all tries, because it tells of what is stored alone. */
type Spans = Map<Arrival, StartedSpan>;

/** Until nobody else wrote any of these units in between. The spans of those that say nothing new after all end in nothing. */
async function evaluateAll(
  context: RulesContext,
  districts: KnownDistricts,
  arrivals: readonly Arrival[],
  poison: SnapshotPoison[],
): Promise<void> {
  let pending = newestOfEachUnit(arrivals.filter(({ districtId }) => districts.has(districtId)));
  const spans: Spans = new Map();
  try {
    for (let tries = 0; pending.length > 0; tries += 1) {
      if (tries === LIMITS.conflictTries)
        throw new Error(`${districtsOf(pending)}: units keep being written by others`);
      pending = await evaluateOnce(context, districts, { pending, spans }, poison);
    }
  } catch (error) {
    for (const span of spans.values()) span.end(error);
    throw error;
  }
}

function districtsOf(arrivals: readonly Arrival[]): string {
  return [...new Set(arrivals.map(({ districtId }) => districtId))].join(', ');
}

type KnownDistricts = ReadonlyMap<string, DistrictRecord>;

async function knownDistricts({ districts }: RulesContext, arrivals: readonly Arrival[]): Promise<KnownDistricts> {
  const known = new Map<string, DistrictRecord>();
  for (const districtId of new Set(arrivals.map((arrival) => arrival.districtId))) {
    const district = await districts.get(districtId);
    if (district !== null) known.set(districtId, district);
  }
  return known;
}

function ofUnknownDistricts(arrivals: readonly Arrival[], districts: KnownDistricts): SnapshotPoison[] {
  return arrivals
    .filter(({ districtId }) => !districts.has(districtId))
    .map(({ message }) => ({ message, code: 'UNKNOWN_DISTRICT', error: 'the district is not known' }));
}

/** One read and one write for all of them; returns those that somebody else wrote in between. */
async function evaluateOnce(
  context: RulesContext,
  districts: KnownDistricts,
  { pending, spans }: { readonly pending: readonly Arrival[]; readonly spans: Spans },
  poison: SnapshotPoison[],
): Promise<Arrival[]> {
  const decided: DecidedArrival[] = [];
  const groups = Map.groupBy(pending, (arrival) => arrival.districtId);
  // Side by side, so that one that is waited for delays no other.
  await forEachAtMost(LIMITS.lookedAtOnce, groups, async ([districtId, arrivals]) => {
    const district = districts.get(districtId);
    if (district === undefined) return;
    const fresh = await withRecords(context, districtId, arrivals, spans);
    decided.push(...(await decideArrivals(context, district, fresh, poison)));
  });
  return store(context, decided);
}

/** Decides arrivals of one district; a grading period that has to be asked for is asked for in the journey of the first that needs it. */
async function decideArrivals(
  context: RulesContext,
  district: DistrictRecord,
  fresh: readonly FreshArrival[],
  poison: SnapshotPoison[],
): Promise<DecidedArrival[]> {
  const units = fresh.map(({ otus, span }) => ({ snapshot: otus.snapshot, cause: span }));
  const facts = await evaluationContext(context, district, units, ON_ARRIVAL);
  const now = context.clock.now();
  const late = await lateFor(context, district, fresh, now);
  return fresh.flatMap((one) => {
    const { arrival, record, otus } = one;
    const decision = decideArrival(facts, one);
    if ('code' in decision) {
      poison.push(decision);
      return [];
    }
    const { districtId } = arrival;
    const request = isNews(one) ? (late?.requestForLate(otus, record, decision, now) ?? null) : null;
    const evaluated = { districtId, record, otus, decision, settingsVersion: district.version, now };
    const write = evaluationWrite({ ...evaluated, ...(request !== null && { request }) });
    return [{ ...one, late, write, call: callFor(facts, otus.snapshot) }];
  });
}

/** The run that these may join; null where they were received just now, as nearly always. */
async function lateFor(
  context: RulesContext,
  { settings: { districtId } }: DistrictRecord,
  fresh: readonly FreshArrival[],
  now: EpochMs,
): Promise<MissedRun | null> {
  const isLate = fresh.some(({ arrival }) => now - arrival.otus.receivedAt >= LIMITS.lateArrivalMs);
  return isLate ? MissedRun.of(context, districtId) : null;
}

/** Returns those that somebody else wrote in between. */
async function store(context: RulesContext, decided: readonly DecidedArrival[]): Promise<Arrival[]> {
  if (decided.length === 0) return [];
  const { ledger, clock } = context;
  const { conflicts } = await ledger.sectionAssessments.recordEvaluations(decided.map(({ write }) => write));
  const moved = new Set(conflicts.map(keyOf));
  const isMoved = ({ write }: DecidedArrival): boolean => moved.has(keyOf(write));
  const written = decided.filter((one) => !isMoved(one));
  for (const { span, write, call } of written) endEvaluation(span, write.decision, call);
  countWentBack(written);
  const stored = written.filter(isNews);
  const now = clock.now();
  for (const { arrival } of stored) record(METRICS.ingestToDecision, (now - arrival.otus.receivedAt) / SECOND_MS);
  await markTakenAlong(
    context,
    stored.map(({ arrival: { districtId, otus }, record: before }) => ({ districtId, otus, record: before })),
  );
  await joinRuns(context, stored);
  return decided.filter(isMoved).map(({ arrival }) => arrival);
}

function keyOf({ districtId, sectionAssessmentId }: UnitKey): string {
  return unitKey(districtId, sectionAssessmentId);
}

/** Whether what Otus says now is what arrived: not where that could not be read, or is no newer than what is held. */
function isNews({ arrival, otus }: FreshArrival): boolean {
  return arrival.otus.unread === undefined && otus.snapshot === arrival.otus.snapshot;
}

function countWentBack(written: readonly FreshArrival[]): void {
  for (const { arrival, record: before, otus } of written)
    if (otus.wentBack !== undefined && otus.wentBack !== before?.otus.wentBack)
      record(METRICS.revisionsWentBack, 1, { [ATTRIBUTES.district]: arrival.districtId });
}

/** Wakes delivery for what joins a run. The ledger has it already: if that fails, delivery finds it by itself. */
async function joinRuns(context: RulesContext, stored: readonly DecidedArrival[]): Promise<void> {
  const joining = stored.filter(({ write }) => write.delivery !== undefined);
  for (const [late, units] of Map.groupBy(joining, (one) => one.late)) {
    const records = units.map(({ otus, write: { sectionAssessmentId } }) => ({ otus, sectionAssessmentId }));
    for (const { otus, write } of units) {
      late?.mark({ otus }, write);
      record(METRICS.lateArrivals, 1, { [ATTRIBUTES.district]: write.districtId });
    }
    await late?.publish(
      context,
      records,
      units.map(({ write }) => write),
    );
  }
}

interface FreshArrival {
  readonly arrival: Arrival;
  readonly record: UnitRecord | null;
  /** What Otus says with it. */
  readonly otus: OtusPart;
  readonly span: StartedSpan;
}

interface DecidedArrival extends FreshArrival {
  readonly late: MissedRun | null;
  readonly write: EvaluationWrite;
  /** Where its grading period was asked for, in the traces. */
  readonly call: string | null;
}

/** Leaves out what says nothing new beside what is held; the spans of the others begin, where they did not before. */
async function withRecords(
  { ledger }: RulesContext,
  districtId: string,
  arrivals: readonly Arrival[],
  spans: Spans,
): Promise<FreshArrival[]> {
  const ids = arrivals.map(({ otus }) => otus.snapshot.sectionAssessmentId);
  const loaded = await ledger.sectionAssessments.load(districtId, ids);
  const records = new Map(loaded.map((record) => [record.sectionAssessmentId, record]));
  return arrivals.flatMap((arrival) => {
    const record = records.get(arrival.otus.snapshot.sectionAssessmentId) ?? null;
    const otus = otusAfter(arrival, record?.otus ?? null);
    if (otus === null) return [];
    const span = spans.get(arrival) ?? beginEvaluation(districtId, arrival.otus);
    spans.set(arrival, span);
    return [{ arrival, record, otus, span }];
  });
}

/** A snapshot that the rules cannot read stops no other one. */
function decideArrival(
  facts: EvaluationContext,
  { arrival, record, otus, span }: FreshArrival,
): Decision | SnapshotPoison {
  try {
    return decide(facts, otus, record?.sis ?? NOTHING_IN_SIS);
  } catch (error) {
    span.end(error);
    return { message: arrival.message, code: 'NOT_EVALUABLE', error: error instanceof Error ? error.name : 'error' };
  }
}
