import { isDeepStrictEqual } from 'node:util';
import {
  InvalidMessageError,
  type SectionAssessmentChanged,
  snapshotFromMessage,
  unitKey,
  UnknownValueError,
} from '@passback/contracts';
import type { EpochMs, OtusPart, SectionAssessment, UnreadRevision } from '@passback/domain';
import type { IncomingMessage, Poison } from '@passback/messaging';
import { LIMITS } from '../limits.ts';

export type SnapshotMessage = IncomingMessage<SectionAssessmentChanged>;
type SnapshotInMessage = NonNullable<SectionAssessmentChanged['snapshot']>;

/** A time of receipt that is later is none; dates are counted from it. */
const LATEST_RECEIPT = Date.UTC(2200, 0);

/** A snapshot that came from Otus; with `otus.unread` one that could not be read, beside what little could. */
export interface Arrival {
  readonly districtId: string;
  readonly otus: OtusPart;
  readonly message: SnapshotMessage;
}

/**
 * What messages say: snapshots in the order of the messages, and those that no producer of this version can have written. Of these
 * `unread` has the ones whose unit and revision are known. Pure.
 */
export function readArrivals(messages: readonly SnapshotMessage[]): {
  arrivals: Arrival[];
  unread: Arrival[];
  poison: Poison<SectionAssessmentChanged>[];
} {
  const arrivals: Arrival[] = [];
  const unread: Arrival[] = [];
  const poison: Poison<SectionAssessmentChanged>[] = [];
  for (const message of messages) {
    try {
      arrivals.push(readArrival(message));
    } catch (error) {
      if (!(error instanceof InvalidMessageError)) throw error;
      const isNewer = error instanceof UnknownValueError;
      poison.push({ message, code: isNewer ? 'UNKNOWN_VALUE' : 'INVARIANT_BROKEN', error: error.message });
      unread.push(...unreadArrival(message, isNewer ? 'newer' : 'broken'));
    }
  }
  return { arrivals, unread, poison };
}

function readArrival(message: SnapshotMessage): Arrival {
  const { districtId, receivedAtMs, snapshot } = message.value;
  if (districtId === '' || snapshot === null) throw new InvalidMessageError('district or snapshot is missing');
  return {
    districtId,
    otus: {
      snapshot: snapshotFromMessage(snapshot),
      receivedAt: receivedAtMs,
      traceparent: message.headers['traceparent'] ?? null,
    },
    message,
  };
}

/** None where the message does not say which revision of which unit it is. Pure. */
export function unreadArrival(message: SnapshotMessage, cause: UnreadRevision['cause']): Arrival[] {
  const { districtId, receivedAtMs: receivedAt, snapshot } = message.value;
  if (snapshot === null || districtId === '') return [];
  const { sectionAssessmentId, revision } = snapshot;
  if (sectionAssessmentId === '' || revision < 1) return [];
  const otus = {
    snapshot: legibleOf(snapshot, receivedAt),
    receivedAt,
    traceparent: message.headers['traceparent'] ?? null,
    unread: { revision, cause, receivedAt },
  };
  return [{ districtId, otus, message }];
}

/**
 * What a unit of which nothing else is known is found and named by. Its revision is before any that Otus sends, and it has no value that
 * this version may not know: it is held in any case.
 */
function legibleOf(
  { sectionAssessmentId, identifier, title, assessmentType, assignedBy, section }: SnapshotInMessage,
  receivedAt: EpochMs,
): SectionAssessment {
  return {
    ...{ sectionAssessmentId, identifier, title, assessmentType, assignedBy },
    ...{ revision: 0, kind: 'standard', gradingScale: 'points', totalPoints: 0 },
    ...{ includeInFinalGrade: true, withdrawn: false },
    createdAt: new Date(Math.min(Math.max(receivedAt, 0), LATEST_RECEIPT)).toISOString(),
    ...{ assignedAt: null, dueDate: null, submissionDate: null },
    section: {
      otusClassId: section?.otusClassId ?? '',
      sisSectionId: section?.sisSectionId ?? null,
      sisSchoolId: section?.sisSchoolId ?? null,
      sisTeacherId: section?.sisTeacherId ?? null,
      sisTermId: section?.sisTermId ?? null,
    },
    scores: [],
  };
}

/** The revision that an arrival tells of, whether it could be read or not. Pure. */
function revisionOf({ otus: { snapshot, unread } }: Arrival): number {
  return unread?.revision ?? snapshot.revision;
}

/**
 * What Otus says of a unit once this arrived, or null where it says nothing new. One that could not be read leaves what is held as it is
 * and holds it; one that could be read ends that, unless it is older. Pure.
 */
export function otusAfter({ otus }: Arrival, held: OtusPart | null): OtusPart | null {
  if (held === null) return otus;
  // Come again, as by offsets that were reset: newer by its number, and older than the time to which Otus went back.
  if (held.rebasedAt !== undefined && otus.receivedAt < held.rebasedAt) return null;
  const { unread, ...said } = otus;
  const readable = held.rebasedAt === undefined ? said : { ...said, rebasedAt: held.rebasedAt };
  if (unread !== undefined) {
    const isNews = unread.revision > Math.max(held.snapshot.revision, held.unread?.revision ?? 0);
    return isNews ? { ...held, unread } : null;
  }
  if (held.snapshot.revision >= readable.snapshot.revision) return afterGoingBack(readable, held);
  const isStillUnread = held.unread !== undefined && held.unread.revision > readable.snapshot.revision;
  return isStillUnread ? { ...readable, unread: held.unread } : readable;
}

/**
 * A revision that is not newer is a repetition, or was overtaken on its way. One that comes long after and says something else means that
 * Otus went back, as from a backup: that is counted, once each, and not taken. Pure.
 */
function afterGoingBack({ snapshot, receivedAt }: OtusPart, held: OtusPart): OtusPart | null {
  if (receivedAt - held.receivedAt < LIMITS.overtakenWithinMs) return null;
  if (snapshot.revision === held.snapshot.revision && isDeepStrictEqual(snapshot, held.snapshot)) return null;
  const before = held.wentBack ?? { times: 0, since: receivedAt, lastAt: -Infinity };
  if (receivedAt <= before.lastAt) return null;
  const { revision } = snapshot;
  return { ...held, wentBack: { revision, times: before.times + 1, since: before.since, lastAt: receivedAt } };
}

/** The newest revision of each unit; of equal ones the first, as for one that the ledger already has. Pure. */
export function newestOfEachUnit(arrivals: readonly Arrival[]): Arrival[] {
  const newest = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const key = unitKey(arrival.districtId, arrival.otus.snapshot.sectionAssessmentId);
    const held = newest.get(key);
    if (held === undefined || revisionOf(arrival) > revisionOf(held)) newest.set(key, arrival);
    else if (held.otus.unread === undefined && arrival.otus.unread === undefined) {
      // Both came while rules was down.
      const otus = afterGoingBack(arrival.otus, held.otus);
      if (otus !== null) newest.set(key, { ...held, otus });
    }
  }
  return [...newest.values()];
}
