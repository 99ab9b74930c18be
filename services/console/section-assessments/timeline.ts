import type { ReasonCode, UnitRecord } from '@passback/domain';
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
      readonly revision: number;
      readonly effect: AttemptRecord['effect'];
      readonly outcome: AttemptRecord['outcome'];
      readonly code: ReasonCode | null;
    }
  /** The assignment was last written to PowerSchool. */
  | { readonly at: string; readonly kind: 'written'; readonly assignmentId: string };

interface Told {
  readonly record: UnitRecord;
  readonly attempts: readonly AttemptRecord[];
  readonly run: RunRecord | null;
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
export function timelineOf({ record, attempts, run }: Told): TimelineEntry[] {
  const { otus, decision, sis } = record;
  const entries: TimelineEntry[] = [
    { at: isoOf(otus.receivedAt), kind: 'received', revision: otus.snapshot.revision },
    {
      at: isoOf(decision.evaluatedAt),
      kind: 'decided',
      verdict: decision.verdict,
      reasons: decision.reasons.map(({ code }) => code),
    },
    // The newest stands first in the list, and last among those of one instant.
    ...attempts.map(attempted).toReversed(),
  ];
  if (run !== null) entries.push({ at: isoOf(run.startedAt), kind: 'requested', runId: run.runId, runKind: run.kind });
  if (sis.assignment !== null) {
    const { writtenAt, ref } = sis.assignment;
    entries.push({ at: isoOf(writtenAt), kind: 'written', assignmentId: ref.assignmentId });
  }
  return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || ORDER[one.kind] - ORDER[other.kind]);
}

function attempted({ at, attempt, runId, revision, effect, outcome, code }: AttemptRecord): TimelineEntry {
  return { at: isoOf(at), kind: 'attempt', attempt, runId, revision, effect, outcome, code };
}
