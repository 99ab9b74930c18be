import type { Check, CheckName } from '@passback/powerschool';

/** Whoever asked has five minutes of patience. */
export const MAX_CHECK_MS = 240_000;
/** Failures of PowerSchool one after the other: it answers nothing any more, and each of them may take a whole timeout. */
const MAX_FAILURES_IN_A_ROW = 5;
/** Not about one teacher or school: whoever is asked next gets the same. */
const PASSING: ReadonlySet<string> = new Set(['SIS_UNAVAILABLE', 'SIS_CREDENTIALS']);

/** How much is asked of PowerSchool by one check of a connection. */
export class CheckBudget {
  readonly #now: () => number;
  readonly #isCancelled: () => boolean;
  readonly #until: number;
  readonly #unasked = new Map<CheckName, number>();
  #failuresInARow = 0;

  constructor(now: () => number, isCancelled: () => boolean) {
    this.#now = now;
    this.#isCancelled = isCancelled;
    this.#until = now() + MAX_CHECK_MS;
  }

  /** The checks of one place; none where no more is to be asked. */
  async spend(kind: CheckName, ask: () => Promise<Check[]>): Promise<Check[]> {
    const isSpent = this.#now() >= this.#until || this.#failuresInARow >= MAX_FAILURES_IN_A_ROW || this.#isCancelled();
    if (isSpent) {
      this.#unasked.set(kind, (this.#unasked.get(kind) ?? 0) + 1);
      return [];
    }
    const checks = await ask();
    const hasFailed = checks.some(({ ok, code }) => !ok && PASSING.has(code));
    this.#failuresInARow = hasFailed ? this.#failuresInARow + 1 : 0;
    return checks;
  }

  /** Says of each kind how many places were not asked. */
  unasked(): Check[] {
    const why = this.#failuresInARow >= MAX_FAILURES_IN_A_ROW ? 'PowerSchool does not answer' : 'the time was up';
    return [...this.#unasked].map(([check, count]) => ({
      check,
      ok: false,
      code: 'SIS_UNAVAILABLE',
      message: `${count} ${check === 'terms' ? 'schools' : 'teachers'} were not asked: ${why}.`,
      finding: 'notAsked',
      ...{ teacherId: '', category: '', schoolId: '', termId: '', kind: '' },
    }));
  }
}
