import type { GradingPeriodAnswer, LocalDate, Section } from '@passback/domain';
import { type Clock, FairMap, forEachAtMost, type Logger, within } from '@passback/service-kit';
import type { StartedSpan } from '@passback/telemetry';
import { LRUCache } from 'lru-cache';
import { LIMITS } from '../limits.ts';

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
  /** For all that it asks, together. */
  readonly patienceMs: number;
  /** True: the patience begins anew with every answer of the district, and is not lost where others lost theirs. */
  readonly whileAnswering: boolean;
}

/** How the caller of one `resolve` waits. */
interface Waiting extends Asker {
  readonly began: number;
}

/**
 * Which grading period is current, kept for a minute. A question that fails or takes longer than the caller's patience is answered
 * `unknown`, and never throws: that the source is down holds units for a reason of ours, and does not hold other units up.
 *
 * Every bound is a district's own: a PowerSchool that hangs, under however many schools, costs batches of other districts' units one
 * patience in a while, and their answers no room.
 */
export class GradingPeriods {
  readonly #ask: AskGradingPeriod;
  readonly #clock: Clock;
  readonly #logger: Pick<Logger, 'warn'>;
  /** The process's own watch: the clock may be set meanwhile. */
  readonly #watch: () => number;
  readonly #kept = new FairMap<Kept>(LIMITS.gradingPeriodsKept);
  /** By district, and only where there are any. */
  readonly #asking = new Map<string, Map<string, Asking>>();
  /** When a district was last answered for, and until when batches do not wait for it. */
  readonly #heardAt = new LRUCache<string, number>({ max: LIMITS.districtsHeardOf });
  readonly #givenUpUntil = new LRUCache<string, number>({ max: LIMITS.districtsHeardOf });

  constructor(
    ask: AskGradingPeriod,
    clock: Clock,
    logger: Pick<Logger, 'warn'>,
    watch: () => number = () => performance.now(),
  ) {
    this.#ask = ask;
    this.#clock = clock;
    this.#logger = logger;
    this.#watch = watch;
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
    const waiting = { ...asker, began: this.#watch() };
    const answers = new Map<string, ResolvedPeriod>();
    await forEachAtMost(LIMITS.gradingPeriodCallsAtOnce, places, async ([key, { schoolId, sectionTermId, cause }]) => {
      answers.set(key, await this.#answer(waiting, { districtId, schoolId, sectionTermId, date }, cause));
    });
    return answers;
  }

  async #answer(waiting: Waiting, question: GradingPeriodQuestion, cause: Cause | null): Promise<ResolvedPeriod> {
    const { districtId, schoolId, sectionTermId, date } = question;
    const key = JSON.stringify([waiting.settingsVersion, schoolId, sectionTermId, date]);
    const kept = this.#kept.get(districtId, key);
    if (kept !== undefined && kept.until > this.#clock.now())
      return { answer: kept.answer, call: kept.answer.kind === 'unknown' ? kept.call : null };
    const asking = this.#asking.get(districtId)?.get(key) ?? this.#begin(key, question, cause);
    if (asking === null) return { answer: UNKNOWN, call: null };
    const answer = await this.#waitFor(asking, waiting);
    return { answer, call: asking.call };
  }

  /** Null where the district has as many questions open as it may. */
  #begin(key: string, question: GradingPeriodQuestion, cause: Cause | null): Asking | null {
    const { districtId } = question;
    const open = this.#asking.get(districtId) ?? new Map<string, Asking>();
    if (open.size >= LIMITS.gradingPeriodCallsOfDistrict) return null;
    const asking: Asking = { answer: Promise.resolve(UNKNOWN), call: null, since: this.#watch() };
    const ask = (): Promise<GradingPeriodAnswer> => this.#askAndKeep(key, question, asking);
    this.#asking.set(districtId, open.set(key, asking));
    asking.answer = cause === null ? ask() : cause.within(ask);
    return asking;
  }

  async #waitFor(asking: Asking, waiting: Waiting): Promise<GradingPeriodAnswer> {
    const answer = waiting.whileAnswering
      ? await this.#waitWhileAnswering(asking, waiting)
      : await this.#waitOnce(asking, waiting);
    return answer ?? UNKNOWN;
  }

  /** Waits for a batch, which brings other districts' units too: nothing that the district does makes it wait again soon. */
  async #waitOnce(asking: Asking, { districtId, began, patienceMs }: Waiting): Promise<GradingPeriodAnswer | null> {
    if ((this.#givenUpUntil.get(districtId) ?? 0) > this.#watch()) return this.#atMost(0, asking.answer);
    // Whoever comes later waits no longer than the first one would: a source that hangs costs each partition this once.
    const answer = await this.#atMost(Math.min(began, asking.since) + patienceMs - this.#watch(), asking.answer);
    if (answer === null) this.#givenUpUntil.set(districtId, this.#watch() + LIMITS.gradingPeriodGivenUpMs);
    return answer;
  }

  async #waitWhileAnswering(asking: Asking, waiting: Waiting): Promise<GradingPeriodAnswer | null> {
    const { districtId, began, patienceMs } = waiting;
    const last = began + LIMITS.gradingPeriodsAltogetherMs;
    for (;;) {
      const heardAt = this.#heardAt.get(districtId) ?? 0;
      const end = Math.max(Math.min(began, asking.since), heardAt) + patienceMs;
      const answer = await this.#atMost(Math.min(end, last) - this.#watch(), asking.answer);
      if (answer !== null) return answer;
      if (last <= end || (this.#heardAt.get(districtId) ?? 0) <= heardAt) return null;
    }
  }

  /** Null where it takes longer. */
  async #atMost(ms: number, answer: Promise<GradingPeriodAnswer>): Promise<GradingPeriodAnswer | null> {
    if (ms <= 0) return Promise.race([answer, Promise.resolve(null)]);
    return within(ms, answer, { late: () => null, clock: this.#clock });
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
    if (answer.kind !== 'unknown') this.#heardAt.set(question.districtId, this.#watch());
    this.#kept.set(question.districtId, key, { answer, call: asking.call, until: this.#clock.now() + keptMs });
    const open = this.#asking.get(question.districtId);
    open?.delete(key);
    if (open?.size === 0) this.#asking.delete(question.districtId);
    return answer;
  }
}
