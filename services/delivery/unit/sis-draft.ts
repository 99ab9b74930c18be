import {
  type CarriedWrites,
  type CellSight,
  type Effect,
  effectOfAttempt,
  type EpochMs,
  type FieldVerdicts,
  inSection,
  judgedCell,
  type ReasonCode,
  refusedCell,
  type ScoreWrite,
  sentCell,
  settledFields,
  type SisFields,
  type SisState,
  type UnitRecord,
  withLostWrites,
  type WrittenAssignment,
  type WrittenScore,
} from '@passback/domain';
import { SisError } from '@passback/powerschool';
import type { DeliveryResult } from './delivery-result.ts';

/** Longest text of PowerSchool that is kept of one refusal. */
export const MAX_MESSAGE_LENGTH = 500;

/** Refused rows whose words are kept; a refusal of a whole class says the same of each. */
const MAX_REFUSALS_IN_WORDS = 30;

/** Copies of one assignment that are named; more tell nobody more. */
const MAX_TWINS = 10;

/**
 * What is known to be in PowerSchool, while a unit is being delivered. Every step writes down here what it did as soon as it is
 * sure of it, so that an attempt that fails halfway still records the part that is done, and what of it is in doubt.
 */
export class SisDraft {
  readonly #record: UnitRecord;
  readonly #elsewhere: Pick<SisState, 'elsewhere'>;
  #assignment: WrittenAssignment | null;
  readonly #scores: Map<string, WrittenScore>;
  readonly #sent = new Set<string>();
  readonly #kept = new Set<string>();
  readonly #refused: { scoreId: string; code: ReasonCode }[] = [];
  #isCreateUncertain: boolean;
  #createAskedAt: EpochMs | null = null;

  constructor(record: UnitRecord) {
    this.#record = record;
    const { assignment, scores, elsewhere } = inSection(record.sis, this.#sectionId);
    this.#assignment = assignment;
    this.#scores = new Map(scores.map((score) => [score.sisStudentId, score]));
    this.#elsewhere = elsewhere === undefined ? {} : { elsewhere };
    // An earlier attempt may have created the assignment without anybody recording it.
    const isPlaced = assignment?.deletedAt === null && assignment.sisSectionId === this.#sectionId;
    this.#isCreateUncertain = hasOlderIntent(record) && !isPlaced;
  }

  /** The work that is left. */
  effect(): Effect {
    return effectOfAttempt(this.#record, this.#sis());
  }

  /** The assignment, where it has to be there. */
  get placed(): WrittenAssignment {
    if (this.#assignment === null) throw new Error('an assignment is to be written to that is not there');
    return this.#assignment;
  }

  score(sisStudentId: string): WrittenScore | undefined {
    return this.#scores.get(sisStudentId);
  }

  /** Makes a write; where nobody knows whether it was carried out, what it carried is in doubt from then on. */
  async writing<T>(carried: Pick<CarriedWrites, 'fields' | 'scores'>, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof SisError) || error.uncertain)
        this.#lost({ at: 0, sectionId: this.placed.sisSectionId, ...carried });
      throw error;
    }
  }

  /** A create is about to be asked for; until it is settled it may have happened unseen. */
  createAsked(at: EpochMs): void {
    this.#isCreateUncertain = true;
    this.#createAskedAt = at;
  }

  createSettled(): void {
    this.#isCreateUncertain = false;
  }

  /** A new column, or one that was found: whatever was written of this unit elsewhere is not what its cells hold. */
  assignmentPlaced(assignment: WrittenAssignment): void {
    this.#assignment = assignment;
    this.#scores.clear();
    this.#isCreateUncertain = false;
  }

  fieldsSettled(desired: SisFields & { readonly assessmentType: string }, verdicts: FieldVerdicts, at: EpochMs): void {
    this.#assignment = settledFields(this.placed, desired, verdicts, at);
  }

  /** All of its cells were seen or are written now. */
  allSeen(at: EpochMs): void {
    this.#assignment = { ...this.placed, checkedAt: at };
  }

  /** Ids of other assignments that carry the identifier; none: there are none any more. */
  twinsSeen(ids: readonly string[]): void {
    if (this.#assignment === null) return;
    const { twins: _before, ...assignment } = this.#assignment;
    this.#assignment = ids.length === 0 ? assignment : { ...assignment, twins: ids.slice(0, MAX_TWINS) };
  }

  assignmentDeleted(at: EpochMs): void {
    const assignment = this.placed;
    this.#assignment = { ...assignment, deletedAt: assignment.deletedAt ?? at };
  }

  scoreSent(write: ScoreWrite, at: EpochMs): void {
    this.#scores.set(write.sisStudentId, sentCell(write, at));
    this.#sent.add(write.scoreId);
    this.#kept.delete(write.scoreId);
  }

  scoreRefused(write: ScoreWrite, { code, message }: { code: ReasonCode; message: string }, at: EpochMs): void {
    const before = this.#scores.get(write.sisStudentId);
    const isInWords = before?.refused?.message !== '' && this.#refusalsInWords() < MAX_REFUSALS_IN_WORDS;
    const refusal = { code, message: isInWords ? message.slice(0, MAX_MESSAGE_LENGTH) : '' };
    this.#scores.set(write.sisStudentId, refusedCell(write, refusal, before, at));
    this.#refused.push({ scoreId: write.scoreId, code });
  }

  /** A cell was looked at and is not to be written. `before`: what it was given as far as anybody knows. */
  cellJudged(
    write: ScoreWrite,
    verdict: 'asItIs' | 'keep' | 'unchecked',
    sight: CellSight,
    at: EpochMs,
    before = this.#scores.get(write.sisStudentId),
  ): void {
    this.#scores.set(write.sisStudentId, judgedCell(write, verdict, sight, before, at));
    if (verdict === 'asItIs') {
      // A write whose reply was lost turns out to have been carried out.
      if (before?.doubt?.cause === 'lost') this.#sent.add(write.scoreId);
    } else {
      this.#kept.add(write.scoreId);
      this.#sent.delete(write.scoreId);
    }
  }

  /** It is ours to write, and not now: it is in doubt until it may be. */
  cellInDoubt({ sisStudentId }: ScoreWrite): void {
    const written = this.#scores.get(sisStudentId);
    if (written !== undefined)
      this.#scores.set(sisStudentId, { ...written, doubt: { cause: 'unit', ...written.doubt } });
  }

  /** What is to be recorded. */
  result(end: DeliveryResult['end'], effect: Effect['kind']): DeliveryResult {
    return {
      end,
      effect,
      sis: this.#sis(),
      isCreateUncertain: this.#isCreateUncertain,
      createAskedAt: this.#createAskedAt,
      sent: [...this.#sent],
      kept: [...this.#kept],
      refused: this.#refused,
    };
  }

  #refusalsInWords(): number {
    let count = 0;
    for (const { refused } of this.#scores.values()) if (refused !== null && refused.message !== '') count += 1;
    return count;
  }

  /** Null where the class is linked to none: then what is known of PowerSchool stays as it is. */
  get #sectionId(): string | null {
    return this.#record.otus.snapshot.section.sisSectionId;
  }

  #sis(): SisState {
    return { assignment: this.#assignment, scores: [...this.#scores.values()], ...this.#elsewhere };
  }

  #lost(carried: CarriedWrites): void {
    const { assignment, scores } = withLostWrites(this.#sis(), [carried]);
    this.#assignment = assignment;
    for (const score of scores) this.#scores.set(score.sisStudentId, score);
  }
}

/** An earlier attempt made requests of which nobody recorded the outcome: it was killed, or a reply was lost. */
export function hasOlderIntent({ delivery }: UnitRecord): boolean {
  return delivery.intent !== null && (delivery.claim === null || delivery.intent.startedAt < delivery.claim.at);
}
