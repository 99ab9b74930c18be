import {
  type EpochMs,
  isSamePoints,
  type ReasonCode,
  type ScoreWrite,
  type SisState,
  type WrittenAssignment,
  type WrittenScore,
} from '@passback/domain';
import type { SisScore } from '@passback/powerschool';

/** Longest text of PowerSchool that is kept of one refusal. */
export const MAX_MESSAGE_LENGTH = 500;

/** Copies of one assignment that are named; more tell nobody more. */
const MAX_TWINS = 10;

/**
 * What is known to be in PowerSchool, while a unit is being delivered. Every step writes down here what it did as soon as it is
 * sure of it, so that an attempt that fails halfway still records the part that is done.
 */
export class SisDraft {
  #assignment: WrittenAssignment | null;
  readonly #scores: Map<string, WrittenScore>;
  readonly #sent: string[] = [];
  readonly #kept = new Set<string>();
  readonly #refused: { scoreId: string; code: ReasonCode }[] = [];
  #isCreateUncertain: boolean;
  #createAskedAt: EpochMs | null = null;

  /** `isCreateUncertain`: an earlier attempt may have created the assignment without anybody recording it. */
  constructor(sis: SisState, isCreateUncertain: boolean) {
    this.#isCreateUncertain = isCreateUncertain;
    this.#assignment = sis.assignment;
    this.#scores = new Map(sis.scores.map((score) => [score.sisStudentId, score]));
  }

  get assignment(): WrittenAssignment | null {
    return this.#assignment;
  }

  score(sisStudentId: string): WrittenScore | undefined {
    return this.#scores.get(sisStudentId);
  }

  /** A create is about to be asked for; until it is settled it may have happened unseen. */
  createAsked(at: EpochMs): void {
    this.#isCreateUncertain = true;
    this.#createAskedAt = at;
  }

  createSettled(): void {
    this.#isCreateUncertain = false;
  }

  /** A new column: whatever was written of this unit elsewhere is no longer what its cells hold. */
  assignmentPlaced(assignment: WrittenAssignment): void {
    this.#assignment = assignment;
    this.#scores.clear();
    this.#isCreateUncertain = false;
  }

  assignmentUpdated(assignment: WrittenAssignment): void {
    const twins = this.#assignment?.twins;
    this.#assignment = { ...assignment, ...(twins !== undefined && { twins }) };
  }

  /** Ids of other assignments that carry the identifier; none: there are none any more. */
  twinsSeen(ids: readonly string[]): void {
    if (this.#assignment === null) return;
    const { twins: _before, ...assignment } = this.#assignment;
    this.#assignment = ids.length === 0 ? assignment : { ...assignment, twins: ids.slice(0, MAX_TWINS) };
  }

  assignmentDeleted(at: EpochMs): void {
    if (this.#assignment !== null)
      this.#assignment = { ...this.#assignment, deletedAt: this.#assignment.deletedAt ?? at };
  }

  scoreSent({ scoreId, sisStudentId, points }: ScoreWrite, at: EpochMs): void {
    this.#scores.set(sisStudentId, { sisStudentId, points, sentAt: at, kept: null, refused: null });
    this.#sent.push(scoreId);
    this.#kept.delete(scoreId);
  }

  /** The row was refused: what was accepted before it stays as it was. */
  scoreRefused(write: ScoreWrite, refusal: { code: ReasonCode; message: string }, at: EpochMs): void {
    const { scoreId, sisStudentId, points } = write;
    const before = this.#scores.get(sisStudentId);
    this.#scores.set(sisStudentId, {
      sisStudentId,
      points: before?.points ?? null,
      sentAt: before?.sentAt ?? null,
      kept: before?.kept ?? null,
      refused: { code: refusal.code, message: refusal.message.slice(0, MAX_MESSAGE_LENGTH), points, at },
    });
    this.#refused.push({ scoreId, code: refusal.code });
  }

  /** A cell of an attempt whose outcome nobody recorded, which wrote `points` there if it came so far. */
  cellRecovered({ scoreId, sisStudentId, points }: Omit<ScoreWrite, 'cause'>, cell: SisScore, at: EpochMs): void {
    const seenPoints = cell.exempt ? null : cell.points;
    const isAsSent = isSamePoints(seenPoints, points);
    const kept = isAsSent ? null : { seenPoints, seenAt: at };
    this.#scores.set(sisStudentId, { sisStudentId, points, sentAt: at, kept, refused: null });
    if (isAsSent) this.#sent.push(scoreId);
    else this.#kept.add(scoreId);
  }

  /** Compares a cell that Otus did not change with what PowerSchool holds; `cell` is undefined where it holds nothing. */
  cellSeen({ scoreId, sisStudentId }: ScoreWrite, cell: SisScore | undefined, at: EpochMs): 'asWritten' | 'differs' {
    const written = this.#scores.get(sisStudentId);
    if (written === undefined) return 'asWritten';
    // An exempt cell counts for nothing whatever points it shows, so nothing is what it is said to hold.
    const seenPoints = cell === undefined || cell.exempt ? null : cell.points;
    if (isSamePoints(seenPoints, written.points)) {
      if (written.kept !== null) this.#scores.set(sisStudentId, { ...written, kept: null });
      return 'asWritten';
    }
    this.#kept.add(scoreId);
    if (written.kept !== null && written.kept.seenPoints === seenPoints) return 'differs';
    // Since when it differs is what a teacher asks; a second edit does not make it younger.
    this.#scores.set(sisStudentId, { ...written, kept: { seenPoints, seenAt: written.kept?.seenAt ?? at } });
    return 'differs';
  }

  /** What is to be recorded. */
  result(): {
    sis: SisState;
    isCreateUncertain: boolean;
    createAskedAt: EpochMs | null;
    sent: readonly string[];
    kept: readonly string[];
    refused: readonly { scoreId: string; code: ReasonCode }[];
  } {
    return {
      sis: { assignment: this.#assignment, scores: [...this.#scores.values()] },
      isCreateUncertain: this.#isCreateUncertain,
      createAskedAt: this.#createAskedAt,
      sent: this.#sent,
      kept: [...this.#kept],
      refused: this.#refused,
    };
  }
}
