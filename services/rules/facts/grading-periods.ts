import type { GradingPeriod, GradingPeriodAnswer, LocalDate } from '@passback/domain';
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
export type AskGradingPeriod = (question: GradingPeriodQuestion) => Promise<GradingPeriod | null>;

interface Kept {
  readonly answer: GradingPeriodAnswer;
  readonly until: number;
}

const UNKNOWN: GradingPeriodAnswer = { kind: 'unknown' };
const NONE: GradingPeriodAnswer = { kind: 'none' };

/** One question under way. */
interface Asking {
  readonly answer: Promise<GradingPeriodAnswer>;
  /** On the process's own watch: the clock may be set meanwhile. */
  readonly since: number;
}

/** Which district's schools are asked for, and how long the caller waits. */
export interface Asker {
  readonly districtId: string;
  /** What was answered under other settings does not count. */
  readonly settingsVersion: number;
  readonly patienceMs: number;
}

/**
 * Which grading period is current, kept for a minute. A question that fails or takes longer than the caller's patience is answered
 * `unknown`, and never throws: that the source is down holds units for a reason of ours, and does not hold other units up.
 */
export class GradingPeriods {
  readonly #ask: AskGradingPeriod;
  readonly #clock: Clock;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #kept = new BoundedMap<string, Kept>(LIMITS.gradingPeriodsKept);
  readonly #asking = new Map<string, Asking>();

  constructor(ask: AskGradingPeriod, clock: Clock, logger: Pick<Logger, 'warn'>) {
    this.#ask = ask;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** The answer for each of the schools. */
  async resolve(
    asker: Asker,
    schoolIds: ReadonlySet<string>,
    date: LocalDate,
  ): Promise<ReadonlyMap<string, GradingPeriodAnswer>> {
    const answers = new Map<string, GradingPeriodAnswer>();
    await forEachAtMost(LIMITS.gradingPeriodCallsAtOnce, schoolIds, async (schoolId) => {
      answers.set(schoolId, await this.#answer(asker, { districtId: asker.districtId, schoolId, date }));
    });
    return answers;
  }

  #answer(asker: Asker, question: GradingPeriodQuestion): GradingPeriodAnswer | Promise<GradingPeriodAnswer> {
    const key = JSON.stringify([question.districtId, asker.settingsVersion, question.schoolId, question.date]);
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.until > this.#clock.now()) return kept.answer;
    const asking = this.#asking.get(key) ?? { answer: this.#askAndKeep(key, question), since: performance.now() };
    this.#asking.set(key, asking);
    // Whoever comes later waits no longer than the first one would: a source that hangs costs each partition this once.
    return this.#atMost(asker.patienceMs - (performance.now() - asking.since), asking.answer);
  }

  async #atMost(ms: number, answer: Promise<GradingPeriodAnswer>): Promise<GradingPeriodAnswer> {
    const answered = new AbortController();
    const late = this.#clock.sleep(Math.max(0, ms), answered.signal).then(() => UNKNOWN);
    try {
      return await Promise.race([answer, late]);
    } finally {
      answered.abort();
    }
  }

  async #askAndKeep(key: string, question: GradingPeriodQuestion): Promise<GradingPeriodAnswer> {
    const { districtId: district, schoolId: school, date } = question;
    let answer = UNKNOWN;
    try {
      const period = await this.#ask(question);
      answer = period === null ? NONE : { kind: 'current', period: periodOf(period) };
    } catch (error) {
      this.#logger.warn({ err: error, district, school, date }, 'the grading period could not be had');
    }
    const keptMs = answer.kind === 'unknown' ? LIMITS.gradingPeriodUnknownKeptMs : LIMITS.gradingPeriodKeptMs;
    this.#kept.set(key, { answer, until: this.#clock.now() + keptMs });
    this.#asking.delete(key);
    return answer;
  }
}

/** Without what else the message carries. */
function periodOf({ name, start, end }: GradingPeriod): GradingPeriod {
  return { name, start, end };
}
