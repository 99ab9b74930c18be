import { InvalidMessageError, type SectionAssessmentChanged, snapshotFromMessage, unitKey } from '@passback/contracts';
import type { OtusPart } from '@passback/domain';
import type { IncomingMessage, Poison } from '@passback/messaging';

export type SnapshotMessage = IncomingMessage<SectionAssessmentChanged>;

/** A snapshot that came from Otus. */
export interface Arrival {
  readonly districtId: string;
  readonly otus: OtusPart;
  readonly message: SnapshotMessage;
}

/** What messages say: snapshots in the order of the messages, and those that no producer of ours can have written. Pure. */
export function readArrivals(messages: readonly SnapshotMessage[]): {
  arrivals: Arrival[];
  poison: Poison<SectionAssessmentChanged>[];
} {
  const arrivals: Arrival[] = [];
  const poison: Poison<SectionAssessmentChanged>[] = [];
  for (const message of messages) {
    try {
      arrivals.push(readArrival(message));
    } catch (error) {
      if (!(error instanceof InvalidMessageError)) throw error;
      poison.push({ message, code: 'INVARIANT_BROKEN', error: error.message });
    }
  }
  return { arrivals, poison };
}

function readArrival(message: SnapshotMessage): Arrival {
  const { districtId, receivedAtMs, snapshot } = message.value;
  if (districtId === '' || snapshot === undefined) throw new InvalidMessageError('district or snapshot is missing');
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

/** The newest revision of each unit; of equal ones the first, as for one that the ledger already has. Pure. */
export function newestOfEachUnit(arrivals: readonly Arrival[]): Arrival[] {
  const newest = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const key = unitKey(arrival.districtId, arrival.otus.snapshot.sectionAssessmentId);
    const held = newest.get(key);
    if (held === undefined || arrival.otus.snapshot.revision > held.otus.snapshot.revision) newest.set(key, arrival);
  }
  return [...newest.values()];
}
