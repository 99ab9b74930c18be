import type { GradingPeriodAnswer, LocalDate, Section } from '@passback/domain';
import type { Clock, Logger } from '@passback/service-kit';
import type { StartedSpan } from '@passback/telemetry';
import { LIMITS } from '../limits.ts';
import { BoundedMap } from './bounded-map.ts';
import { forEachAtMost } from './for-each-at-most.ts';

export interface GradingPeriodQuestion {
  readonly districtId: string;
  readonly schoolId: string;
  /** The term of the sections it is asked for, as Otus has it; null where it has none. */
  readonly sectionTermId: string | null;
  readonly date: LocalDate;
}

/** Sections of one term of one school: they share their grading period. */
export interface SectionPlace {
  readonly schoolId: string;
  readonly sectionTermId: string | null;
}

/** Where the section is asked for, and the key of that; null where it is linked to no school. */
export function placeOf({ sisSchoolId, sisTermId }: Section): ({ readonly key: string } & SectionPlace) | null {
  if (sisSchoolId === null || sisSchoolId === '') return null;
  const sectionTermId = sisTermId === '' ? null : sisTermId;
  return { key: JSON.stringify([sisSchoolId, sectionTermId]), schoolId: sisSchoolId, sectionTermId };
}

/**
 * Asks grading-periods. Rejects when it cannot be told now. `onCalled` is told where in the
 * traces the question is asked.
 */
export type AskGradingPeriod = (
  question: GradingPeriodQuestion,
  onCalled: (traceparent: string | null) => void,
) => Promise<GradingPeriodAnswer>;

/** What was answered for one place. */
export interface ResolvedPeriod {
  readonly answer: GradingPeriodAnswer;
  /** The call that the caller waited for, or that is why nothing is known, in the traces; null where what is kept was enough. */
  readonly call: string | null;
}

interface Kept {
  readonly answer: GradingPeriodAnswer;
  readonly call: string | null;
  readonly until: number;
}

const UNKNOWN: GradingPeriodAnswer = { kind: 'unknown' };

/** One question under way. */
interface Asking {
  answer: Promise<GradingPeriodAnswer>;
  call: string | null;
  /** On the process's own watch: the clock may be set meanwhile. */
  readonly since: number;
}

/** Whose work a question belongs to, in the traces. */
export type Cause = Pick<StartedSpan, 'within'>;

/** A place whose grading period is wanted, and what it is a part of. */
export interface Place extends SectionPlace {
  readonly cause: Cause | null;
}

/** Which district's places are asked for, and how long the caller waits. */
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

  /**
   * The answer for each of the places, by their keys; a place that has to be asked for is asked for within its `cause`, where it has
   * one.
   */
  async resolve(
    asker: Asker,
    places: ReadonlyMap<string, Place>,
    date: LocalDate,
  ): Promise<ReadonlyMap<string, ResolvedPeriod>> {
    const { districtId } = asker;
    const answers = new Map<string, ResolvedPeriod>();
    await forEachAtMost(LIMITS.gradingPeriodCallsAtOnce, places, async ([key, { schoolId, sectionTermId, cause }]) => {
      answers.set(key, await this.#answer(asker, { districtId, schoolId, sectionTermId, date }, cause));
    });
    return answers;
  }

  async #answer(asker: Asker, question: GradingPeriodQuestion, cause: Cause | null): Promise<ResolvedPeriod> {
    const { districtId, schoolId, sectionTermId, date } = question;
    const key = JSON.stringify([districtId, asker.settingsVersion, schoolId, sectionTermId, date]);
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.until > this.#clock.now())
      return { answer: kept.answer, call: kept.answer.kind === 'unknown' ? kept.call : null };
    const asking = this.#asking.get(key) ?? this.#begin(key, question, cause);
    // Whoever comes later waits no longer than the first one would: a source that hangs costs each partition this once.
    const answer = await this.#atMost(asker.patienceMs - (performance.now() - asking.since), asking.answer);
    return { answer, call: asking.call };
  }

  #begin(key: string, question: GradingPeriodQuestion, cause: Cause | null): Asking {
    const asking: Asking = { answer: Promise.resolve(UNKNOWN), call: null, since: performance.now() };
    const ask = (): Promise<GradingPeriodAnswer> => this.#askAndKeep(key, question, asking);
    this.#asking.set(key, asking);
    asking.answer = cause === null ? ask() : cause.within(ask);
    return asking;
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

  async #askAndKeep(key: string, question: GradingPeriodQuestion, asking: Asking): Promise<GradingPeriodAnswer> {
    const { districtId: district, schoolId: school, sectionTermId: term, date } = question;
    let answer = UNKNOWN;
    try {
      answer = await this.#ask(question, (call) => (asking.call = call));
    } catch (error) {
      this.#logger.warn({ err: error, district, school, term, date }, 'the grading period could not be had');
    }
    const keptMs = answer.kind === 'unknown' ? LIMITS.gradingPeriodUnknownKeptMs : LIMITS.gradingPeriodKeptMs;
    this.#kept.set(key, { answer, call: asking.call, until: this.#clock.now() + keptMs });
    this.#asking.delete(key);
    return answer;
  }
}
