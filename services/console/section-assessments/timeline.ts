import { describeReason, type Language, type ReasonCode, type UnitRecord } from '@passback/domain';
import type { AttemptRecord, RunKind, RunRecord } from '@passback/ledger';
import { isoOf } from '../http/instants.ts';

/** One thing that happened to a unit. */
export type TimelineEntry =
  /** The revision that it has now came from Otus. */
  | { readonly at: string; readonly kind: 'received'; readonly revision: number }
  /** The rules were asked last. */
  | {
      readonly at: string;
      readonly kind: 'decided';
      readonly verdict: 'send' | 'hold';
      readonly reasons: readonly ReasonCode[];
    }
  /** A run that asked for its delivery began. */
  | { readonly at: string; readonly kind: 'requested'; readonly runId: string; readonly runKind: RunKind }
  | {
      readonly at: string;
      readonly kind: 'attempt';
      readonly attempt: number;
      readonly runId: string | null;
      /** Null where the run is not known, or not any more. */
      readonly runDate: string | null;
      readonly revision: number;
      readonly effect: AttemptRecord['effect'];
      readonly outcome: AttemptRecord['outcome'];
      readonly code: ReasonCode | null;
      /** Why it did not go, in words; null where it is done. */
      readonly message: string | null;
    }
  /** The assignment was last written to PowerSchool. */
  | { readonly at: string; readonly kind: 'written'; readonly assignmentId: string };

interface Told {
  readonly record: UnitRecord;
  readonly attempts: readonly AttemptRecord[];
  /** Those known of that asked for its delivery, each once. */
  readonly runs: readonly RunRecord[];
  readonly language: Language;
}

/** Of one instant, what leads to the other stands first. */
const ORDER: Readonly<Record<TimelineEntry['kind'], number>> = {
  received: 0,
  decided: 1,
  requested: 2,
  attempt: 3,
  written: 4,
};

/** What happened to a unit, oldest first: of what is overwritten (its revision, its decision, its assignment) the last only. */
export function timelineOf({ record, attempts, runs, language }: Told): TimelineEntry[] {
  const { otus, decision, sis } = record;
  const dates = new Map(runs.map(({ runId, date }) => [runId, date]));
  const entries: TimelineEntry[] = [
    { at: isoOf(otus.receivedAt), kind: 'received', revision: otus.snapshot.revision },
    {
      at: isoOf(decision.evaluatedAt),
      kind: 'decided',
      verdict: decision.verdict,
      reasons: decision.reasons.map(({ code }) => code),
    },
    // The newest stands first in the list, and last among those of one instant.
    ...onceEach(attempts)
      .map((attempt) => attempted(attempt, dates.get(attempt.runId ?? '') ?? null, language))
      .toReversed(),
    ...runs.map(requested),
  ];
  if (sis.assignment !== null) {
    const { writtenAt, ref } = sis.assignment;
    entries.push({ at: isoOf(writtenAt), kind: 'written', assignmentId: ref.assignmentId });
  }
  return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || ORDER[one.kind] - ORDER[other.kind]);
}

function requested({ startedAt, runId, kind }: RunRecord): TimelineEntry {
  return { at: isoOf(startedAt), kind: 'requested', runId, runKind: kind };
}

function attempted(
  { at, attempt, runId, revision, effect, outcome, code }: AttemptRecord,
  runDate: string | null,
  language: Language,
): TimelineEntry {
  const message = code === null ? null : describeReason({ code }, language).message;
  return { at: isoOf(at), kind: 'attempt', attempt, runId, runDate, revision, effect, outcome, code, message };
}

/** An attempt can be stored twice, where it was not known whether it was stored. */
function onceEach(attempts: readonly AttemptRecord[]): readonly AttemptRecord[] {
  const keyOf = ({ runId, attempt, at }: AttemptRecord): string => JSON.stringify([runId, attempt, at]);
  return [...new Map(attempts.map((attempt) => [keyOf(attempt), attempt])).values()];
}
