import type { AssignmentRef } from '@passback/domain';
import {
  type Category,
  type Gradebook,
  type NewAssignment,
  type Permit,
  type ScoreRow,
  type SectionRef,
  type SisAssignment,
  SisError,
  type SisScore,
  type Term,
} from '@passback/powerschool';
import type { GradebookFactory } from '../index.ts';

export type Method = Exclude<keyof Gradebook, 'isCreateIdempotent' | 'readsManyAtOnce'>;

export interface Call {
  /** From 1, over all connections. */
  readonly n: number;
  readonly method: Method;
  readonly isWrite: boolean;
  readonly sectionId: string | null;
  readonly districtId: string;
}

/** Told of each call before and after it is carried out; what it throws is what the caller gets. */
export type Hook = (phase: 'before' | 'after', call: Call) => void | Promise<void>;

export interface FakeAssignment {
  readonly ref: AssignmentRef;
  readonly sectionId: string;
  title: string;
  dueDate: string;
  totalPoints: number;
  categoryId: string;
  readonly cells: Map<string, SisScore>;
}

const WRITES: ReadonlySet<Method> = new Set<Method>([
  'createAssignment',
  'updateAssignment',
  'writeScores',
  'deleteUnscored',
]);

export function lostReply(): SisError {
  return new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE', uncertain: true }, 'the connection was reset');
}

export function transient(): SisError {
  return new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE', status: 502 }, 'HTTP 502');
}

export function districtFault(): SisError {
  return new SisError({ class: 'district', code: 'SIS_CREDENTIALS', status: 401 }, 'invalid_client');
}

export function rejected(): SisError {
  return new SisError({ class: 'unit', code: 'SIS_REJECTED', status: 409 }, 'Due date is outside the term.');
}

/** A gradebook in memory that can be made to fail before or after any call. */
export class FakePowerSchool {
  readonly assignments = new Map<string, FakeAssignment>();
  readonly calls: Call[] = [];
  categoryList: Category[] = [
    { categoryId: '4301', name: 'Quizzes', active: true },
    { categoryId: '4302', name: 'Tests', active: true },
  ];
  /** Students who are in no section any more. */
  readonly left = new Set<string>();
  /** Null where enrolment cannot be asked for. */
  students: Set<string> | null = null;
  /** Null where names cannot be had. */
  names: ReadonlyMap<string, string> | null = new Map();
  areScoresReadable = true;
  /** Cells of several assignments come in one answer. */
  areManyReadAtOnce = false;
  hook: Hook = () => undefined;
  #lastId = 7000;

  readonly createGradebook: GradebookFactory = ({ districtId }, { permit }) => this.#gradebook(districtId, permit);

  /** Assignments whose title ends in the identifier. */
  carrying(identifier: string): FakeAssignment[] {
    return [...this.assignments.values()].filter(({ title }) => title.endsWith(`(${identifier})`));
  }

  /** Title → points by student, of what is there. */
  cells(identifier: string): Record<string, number | null> {
    const [first] = this.carrying(identifier);
    return Object.fromEntries([...(first?.cells ?? [])].map(([student, { points }]) => [student, points]));
  }

  writes(): Call[] {
    return this.calls.filter(({ isWrite }) => isWrite);
  }

  /** What a teacher does in PowerSchool. */
  edit(identifier: string, student: string, cell: Partial<SisScore> | null): void {
    const [assignment] = this.carrying(identifier);
    if (assignment === undefined) throw new Error(`${identifier} is not there`);
    const before = assignment.cells.get(student) ?? { sisStudentId: student, points: null, exempt: false };
    if (cell === null) assignment.cells.delete(student);
    else assignment.cells.set(student, { ...before, ...cell });
  }

  /** Puts an assignment there, as a hand or a forgotten night would. */
  place(
    sectionId: string,
    fields: { title: string; dueDate: string; totalPoints: number; categoryId: string },
  ): string {
    this.#lastId += 1;
    const assignmentId = String(this.#lastId);
    const ref = { assignmentId, sectionAssignmentId: `s${assignmentId}` };
    this.assignments.set(assignmentId, { ref, sectionId, cells: new Map(), ...fields });
    return assignmentId;
  }

  #gradebook(districtId: string, permit: Permit | undefined): Gradebook {
    const call = <T>(method: Method, section: SectionRef | null, work: () => T): Promise<T> =>
      this.#call(
        { districtId, method, isWrite: WRITES.has(method), sectionId: section?.sectionId ?? null },
        permit,
        work,
      );
    return {
      terms: (schoolId) => call('terms', null, () => this.#terms(schoolId)),
      categories: (section) => call('categories', section, () => [...this.categoryList]),
      assignments: (section) => call('assignments', section, () => this.#inSection(section)),
      assignment: (section, ref) => call('assignment', section, () => this.#find(ref)),
      createAssignment: (section, fields) => call('createAssignment', section, () => this.#create(section, fields)),
      isCreateIdempotent: false,
      deleteUnscored: (section, ref) => call('deleteUnscored', section, () => this.#deleteUnscored(ref)),
      updateAssignment: (section, ref, changes) =>
        call('updateAssignment', section, () => {
          Object.assign(this.#existing(ref), changes);
        }),
      scores: (section, refs) => call('scores', section, () => (this.areScoresReadable ? this.#cellsOf(refs) : null)),
      readsManyAtOnce: () => this.areManyReadAtOnce,
      writeScores: (section, ref, rows) => call('writeScores', section, () => this.#write(ref, rows)),
      enrolledStudents: (section) => call('enrolledStudents', section, () => this.#enrolled()),
      hasSection: async () => true,
      studentNames: (section) => call('studentNames', section, () => this.names),
      reach: () => call('reach', null, () => undefined),
      authenticate: () => call('authenticate', null, () => undefined),
    };
  }

  /** As over HTTP: what may not go is not sent, and what is let go of may be carried out all the same. */
  async #call<T>(what: Omit<Call, 'n'>, permit: Permit | undefined, work: () => T): Promise<T> {
    permit?.signal.throwIfAborted();
    permit?.check({ method: what.isWrite ? 'PUT' : 'GET' });
    const call = { n: this.calls.length + 1, ...what };
    this.calls.push(call);
    const answer = this.#carryOut(call, work);
    return permit === undefined ? answer : unlessLetGo(permit.signal, call, answer);
  }

  async #carryOut<T>(call: Call, work: () => T): Promise<T> {
    await new Promise((resolve) => setImmediate(resolve));
    await this.hook('before', call);
    const result = work();
    await this.hook('after', call);
    return result;
  }

  #terms(schoolId: string): Term[] {
    const period = { name: 'Q2', start: '2026-10-12', end: '2026-12-18' };
    return [{ schoolId, ids: [], portion: null, isGradingPeriod: true, ...period }];
  }

  #inSection({ sectionId }: SectionRef): SisAssignment[] {
    return [...this.assignments.values()].filter((one) => one.sectionId === sectionId).map(toSis);
  }

  #find({ assignmentId }: AssignmentRef): SisAssignment | null {
    const found = this.assignments.get(assignmentId);
    return found === undefined ? null : toSis(found);
  }

  #existing({ assignmentId }: AssignmentRef): FakeAssignment {
    const found = this.assignments.get(assignmentId);
    if (found !== undefined) return found;
    const what = { class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED', status: 500 } as const;
    throw new SisError(what, 'Unable to find com.pearson.powerschool.xte.model.AssignmentSection');
  }

  #cellsOf(refs: readonly AssignmentRef[]): Map<string, SisScore[]> {
    return new Map(
      refs.map(({ assignmentId }) => [assignmentId, [...(this.assignments.get(assignmentId)?.cells.values() ?? [])]]),
    );
  }

  #deleteUnscored({ assignmentId }: AssignmentRef): boolean {
    if ((this.assignments.get(assignmentId)?.cells.size ?? 0) > 0) return false;
    this.assignments.delete(assignmentId);
    return true;
  }

  #create({ sectionId }: SectionRef, { title, dueDate, totalPoints, categoryId }: NewAssignment): AssignmentRef {
    const assignmentId = this.place(sectionId, { title, dueDate, totalPoints, categoryId });
    return this.#existing({ assignmentId, sectionAssignmentId: '' }).ref;
  }

  #write(ref: AssignmentRef, rows: readonly ScoreRow[]) {
    const { cells } = this.#existing(ref);
    const refused = rows
      .filter(({ sisStudentId }) => this.left.has(sisStudentId))
      .map(({ sisStudentId }) => ({
        sisStudentId,
        code: 'STUDENT_NOT_ENROLLED' as const,
        message: `Student.id [${sisStudentId}] does not have an AssignmentStudentAssociation`,
      }));
    for (const { sisStudentId, points } of rows) {
      if (!this.left.has(sisStudentId)) cells.set(sisStudentId, { sisStudentId, points, exempt: false });
    }
    return { refused };
  }

  #enrolled(): ReadonlySet<string> | null {
    return this.students === null ? null : new Set([...this.students].filter((student) => !this.left.has(student)));
  }
}

function unlessLetGo<T>(signal: AbortSignal, { isWrite }: Call, answer: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      const { class: failureClass, code, message } = signal.reason as SisError;
      reject(new SisError({ class: failureClass, code, uncertain: isWrite }, message));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function toSis({ ref, title, dueDate, totalPoints, categoryId }: FakeAssignment): SisAssignment {
  return { ref, title, dueDate, totalPoints, categoryId };
}
