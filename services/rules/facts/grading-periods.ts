import type { GradingPeriodAnswer, LocalDate } from '@passback/domain';
import type { Clock, Logger } from '@passback/service-kit';
import { LIMITS } from '../limits.ts';
import { BoundedMap } from './bounded-map.ts';
import { forEachAtMost } from './for-each-at-most.ts';

export interface GradingPeriodQuestion {
  readonly districtId: string;
  readonly schoolId: string;
  readonly date: LocalDate;
}

/** Asks grading-periods; null when no period holds the date. Rejects when it cannot be told now. */
export type AskGradingPeriod = (
  question: GradingPeriodQuestion,
) => Promise<{ readonly name: string; readonly start: LocalDate; readonly end: LocalDate } | null>;

interface Kept {
  readonly answer: GradingPeriodAnswer;
  readonly until: number;
}

const UNKNOWN: GradingPeriodAnswer = { kind: 'unknown' };
const NONE: GradingPeriodAnswer = { kind: 'none' };

/**
 * Which grading period is current, kept for a minute. A question that fails is answered `unknown`, for some seconds, and never
 * throws: that the source is down holds units for a reason of ours, and does not hold other units up.
 */
export class GradingPeriods {
  readonly #ask: AskGradingPeriod;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #kept = new BoundedMap<string, Kept>(LIMITS.gradingPeriodsKept);
  readonly #asking = new Map<string, Promise<GradingPeriodAnswer>>();

  constructor(ask: AskGradingPeriod, clock: Pick<Clock, 'now'>, logger: Pick<Logger, 'warn'>) {
    this.#ask = ask;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** The answer for each of the schools. `settingsVersion`: what was answered under other settings does not count. */
  async resolve(
    { districtId, settingsVersion }: { readonly districtId: string; readonly settingsVersion: number },
    schoolIds: ReadonlySet<string>,
    date: LocalDate,
  ): Promise<ReadonlyMap<string, GradingPeriodAnswer>> {
    const answers = new Map<string, GradingPeriodAnswer>();
    await forEachAtMost(LIMITS.gradingPeriodCallsAtOnce, schoolIds, async (schoolId) => {
      answers.set(schoolId, await this.#answer({ districtId, schoolId, date }, settingsVersion));
    });
    return answers;
  }

  async #answer(question: GradingPeriodQuestion, settingsVersion: number): Promise<GradingPeriodAnswer> {
    const key = JSON.stringify([question.districtId, settingsVersion, question.schoolId, question.date]);
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.until > this.#clock.now()) return kept.answer;
    const asking = this.#asking.get(key);
    if (asking !== undefined) return asking;
    const asked = this.#askAndKeep(key, question).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asked);
    return asked;
  }

  async #askAndKeep(key: string, question: GradingPeriodQuestion): Promise<GradingPeriodAnswer> {
    try {
      const period = await this.#ask(question);
      const answer: GradingPeriodAnswer =
        period === null
          ? NONE
          : { kind: 'current', period: { name: period.name, start: period.start, end: period.end } };
      this.#kept.set(key, { answer, until: this.#clock.now() + LIMITS.gradingPeriodKeptMs });
      return answer;
    } catch (error) {
      this.#logger.warn(
        { err: error, district: question.districtId, school: question.schoolId, date: question.date },
        'the grading period could not be had',
      );
      this.#kept.set(key, { answer: UNKNOWN, until: this.#clock.now() + LIMITS.gradingPeriodUnknownKeptMs });
      return UNKNOWN;
    }
  }
}
