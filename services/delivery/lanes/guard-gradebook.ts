import { type Gradebook, SisError } from '@passback/powerschool';

export interface GradebookGuard {
  /** Aborts when the lane stops or lost its lease: calls in hand are let go of, new ones are not begun. */
  readonly signal: AbortSignal;
  /** Asked before each call that writes; false: the lease does not last long enough for it. */
  mayWrite(): Promise<boolean>;
}

/** The same gradebook, of which every call fails as `interrupted` as soon as the lane may not go on. */
export function guardGradebook(gradebook: Gradebook, { signal, mayWrite }: GradebookGuard): Gradebook {
  const read = async <T>(call: () => Promise<T>): Promise<T> => {
    if (signal.aborted) throw interrupted(false);
    return raceWith(signal, call(), false);
  };
  const write = async <T>(call: () => Promise<T>): Promise<T> => {
    if (signal.aborted || !(await mayWrite()) || signal.aborted) throw interrupted(false);
    return raceWith(signal, call(), true);
  };
  return {
    terms: (...args) => read(() => gradebook.terms(...args)),
    categories: (...args) => read(() => gradebook.categories(...args)),
    assignments: (...args) => read(() => gradebook.assignments(...args)),
    assignment: (...args) => read(() => gradebook.assignment(...args)),
    createAssignment: (...args) => write(() => gradebook.createAssignment(...args)),
    isCreateIdempotent: gradebook.isCreateIdempotent,
    deleteUnscored: (...args) => write(() => gradebook.deleteUnscored(...args)),
    updateAssignment: (...args) => write(() => gradebook.updateAssignment(...args)),
    scores: (...args) => read(() => gradebook.scores(...args)),
    writeScores: (...args) => write(() => gradebook.writeScores(...args)),
    enrolledStudents: (...args) => read(() => gradebook.enrolledStudents(...args)),
    authenticate: () => read(() => gradebook.authenticate()),
  };
}

/** What was let go of may still end some time; nobody is told then. */
function raceWith<T>(signal: AbortSignal, call: Promise<T>, isWrite: boolean): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(interrupted(isWrite));
    signal.addEventListener('abort', onAbort, { once: true });
    call.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** `uncertain`: bytes of a write may have left. */
function interrupted(uncertain: boolean): SisError {
  return new SisError({ class: 'interrupted', code: 'SIS_UNAVAILABLE', uncertain }, 'the lane let go of this unit');
}
