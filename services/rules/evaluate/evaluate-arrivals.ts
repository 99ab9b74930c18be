import { unitKey, type SectionAssessmentChanged } from '@passback/contracts';
import type { Decision, UnitRecord } from '@passback/domain';
import type { DistrictRecord, EvaluationWrite } from '@passback/ledger';
import type { BatchResult, Poison } from '@passback/messaging';
import { activeTraceparent, ATTRIBUTES, inSpan, METRICS, record, type Span } from '@passback/telemetry';
import { decide, type EvaluationContext, evaluationContext, ON_ARRIVAL } from '../facts/evaluation-context.ts';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { type Arrival, newestOfEachUnit, readArrivals, type SnapshotMessage } from './arrivals.ts';
import { evaluationWrite } from './evaluation-write.ts';

const SECOND_MS = 1_000;

type SnapshotPoison = Poison<SectionAssessmentChanged>;

/**
 * Decides what came from Otus and stores it, newest revision of each unit only. Makes nothing due: that is for a run.
 * Throws when the ledger is away or others keep writing the same units; then the same messages come again, and change nothing
 * where they were stored already.
 */
export async function evaluateArrivals(
  context: RulesContext,
  messages: readonly SnapshotMessage[],
): Promise<BatchResult<SectionAssessmentChanged>> {
  const links = messages.slice(0, LIMITS.linksPerSpan).map(({ headers }) => headers['traceparent']);
  return inSpan('passback.evaluate_batch', { links }, async () => {
    const { arrivals, poison } = readArrivals(messages);
    const districts = await knownDistricts(context, arrivals);
    poison.push(...ofUnknownDistricts(arrivals, districts));
    let pending = newestOfEachUnit(arrivals.filter(({ districtId }) => districts.has(districtId)));
    for (let tries = 0; pending.length > 0; tries += 1) {
      if (tries === LIMITS.conflictTries) throw new Error('units of the batch keep being written by others');
      pending = await evaluateOnce(context, districts, pending, poison);
    }
    return { poison };
  });
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
  pending: readonly Arrival[],
  poison: SnapshotPoison[],
): Promise<Arrival[]> {
  const writes: EvaluationWrite[] = [];
  const written: Arrival[] = [];
  for (const [districtId, arrivals] of Map.groupBy(pending, (arrival) => arrival.districtId)) {
    const district = districts.get(districtId);
    if (district === undefined) continue;
    const fresh = await withRecords(context, districtId, arrivals);
    const snapshots = fresh.map(({ arrival }) => arrival.otus.snapshot);
    const facts = await evaluationContext(context, district, snapshots, ON_ARRIVAL);
    for (const { arrival, record } of fresh) {
      const decided = await decideArrival(facts, arrival);
      if ('code' in decided) {
        poison.push(decided);
        continue;
      }
      const now = context.clock.now();
      const { otus } = arrival;
      writes.push(
        evaluationWrite({ districtId, record, otus, decision: decided, settingsVersion: district.version, now }),
      );
      written.push(arrival);
    }
  }
  if (writes.length === 0) return [];
  const { conflicts } = await context.ledger.sectionAssessments.recordEvaluations(writes);
  // Ids are told without their district; one that was stored all the same is found to be held at the next look.
  const moved = new Set(conflicts);
  const isMoved = ({ otus }: Arrival): boolean => moved.has(otus.snapshot.sectionAssessmentId);
  const now = context.clock.now();
  for (const arrival of written) {
    if (!isMoved(arrival)) record(METRICS.ingestToDecision, (now - arrival.otus.receivedAt) / SECOND_MS);
  }
  return written.filter(isMoved);
}

interface FreshArrival {
  readonly arrival: Arrival;
  readonly record: UnitRecord | null;
}

/** Leaves out revisions that are not newer than what is held. */
async function withRecords(
  { ledger }: RulesContext,
  districtId: string,
  arrivals: readonly Arrival[],
): Promise<FreshArrival[]> {
  const ids = arrivals.map(({ otus }) => otus.snapshot.sectionAssessmentId);
  const records = new Map(
    (await ledger.sectionAssessments.load(districtId, ids)).map((record) => [
      unitKey(districtId, record.sectionAssessmentId),
      record,
    ]),
  );
  return arrivals.flatMap((arrival) => {
    const { snapshot } = arrival.otus;
    const record = records.get(unitKey(districtId, snapshot.sectionAssessmentId)) ?? null;
    return record !== null && record.otus.snapshot.revision >= snapshot.revision ? [] : [{ arrival, record }];
  });
}

/** The unit's own journey goes on here. A snapshot that the rules cannot read stops no other one. */
async function decideArrival(facts: EvaluationContext, arrival: Arrival): Promise<Decision | SnapshotPoison> {
  const { snapshot, traceparent } = arrival.otus;
  const attributes = {
    [ATTRIBUTES.district]: arrival.districtId,
    [ATTRIBUTES.sectionAssessment]: snapshot.sectionAssessmentId,
    [ATTRIBUTES.identifier]: snapshot.identifier,
    [ATTRIBUTES.revision]: snapshot.revision,
  };
  // The batch is where the grading period was asked for and the decision is stored.
  const options = {
    attributes,
    links: [activeTraceparent()],
    ...(traceparent === null ? {} : { parent: traceparent }),
  };
  try {
    return await inSpan('passback.evaluate', options, async (span) => {
      const decision = decide(facts, snapshot);
      describeHold(span, decision);
      return decision;
    });
  } catch (error) {
    return { message: arrival.message, code: 'NOT_EVALUABLE', error: error instanceof Error ? error.name : 'error' };
  }
}

/** The first reason is the attribute; all of them are events, because no search of traces looks into a list. */
function describeHold(span: Span, { reasons }: Decision): void {
  const [first] = reasons;
  if (first === undefined) return;
  span.setAttribute(ATTRIBUTES.reason, first.code);
  for (const { code } of reasons) span.addEvent('unit held', { [ATTRIBUTES.reason]: code });
}
