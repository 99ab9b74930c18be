import type { AssignmentRef } from '@passback/domain';
import { systemClock } from '@passback/service-kit';
import type { FaultHandle, FaultRule, PowerSchoolSimulator, SnapshotAssignment } from '@passback/simulators';
import { createGradebook, type GradebookConnection } from '../create-gradebook.ts';
import type { AssignmentFields, Gradebook, NewAssignment, ScoreRow, SectionRef, SisScore } from '../port/gradebook.ts';
import { Paces } from '../http/pace.ts';
import type { GradebookSettings } from '../port/transport.ts';
import { NOW, openSchool, QUIZZES, SECTION_DCID, settingsFor, TEACHER } from '../school.fixture.ts';

/** The day that scores are written on. */
export const DATE = '2026-10-20';

export interface RouteMatch {
  readonly method: string;
  readonly route: string;
}

/** A connector under the contract. */
export interface ContractSubject {
  readonly settings: Pick<GradebookSettings, 'connector'> & Partial<GradebookSettings>;
  /** Requests by what they do, as the simulator's faults match them. */
  readonly routes: {
    readonly create: RouteMatch;
    readonly update: RouteMatch;
    readonly scores: RouteMatch;
    readonly names: RouteMatch;
  };
  /** The id of a category as this interface has it; the other ids are those that Otus has. */
  readonly categoryId?: (id: number) => string;
  /** Otus's id of the section's term. */
  readonly termId?: string;
  /** Changes the simulator into what the subject is to be tried against. */
  readonly prepare?: (simulator: PowerSchoolSimulator) => void;
}

/** A fresh PowerSchool and a connection to it, for each test. */
export class ContractWorld {
  readonly subject: ContractSubject;
  readonly section: SectionRef;
  readonly fields: AssignmentFields = { title: 'Unit 3 test (S130545)', dueDate: '2026-11-20', totalPoints: 12 };
  readonly newAssignment: NewAssignment;
  #simulator: PowerSchoolSimulator | null = null;
  #connection: GradebookConnection | null = null;

  constructor(subject: ContractSubject) {
    this.subject = subject;
    this.section = {
      schoolId: '100',
      sectionId: String(SECTION_DCID),
      teacherId: String(TEACHER),
      termId: subject.termId ?? '3600',
    };
    const categoryId = this.category(QUIZZES);
    this.newAssignment = { ...this.fields, unitId: 'sa-9001', identifier: 'S130545', categoryId };
  }

  async open(): Promise<void> {
    this.#simulator = await openSchool();
    this.subject.prepare?.(this.#simulator);
    this.connect();
  }

  async close(): Promise<void> {
    await this.disconnect();
    await this.#simulator?.stop();
  }

  connect(changes: Partial<GradebookSettings> = {}): void {
    const startedAt = performance.now();
    const clock = { ...systemClock, now: () => NOW + performance.now() - startedAt };
    this.#connection = createGradebook(settingsFor(this.simulator, { ...this.subject.settings, ...changes }), {
      paces: new Paces({ clock }),
    });
  }

  async disconnect(): Promise<void> {
    await this.#connection?.close();
    this.#connection = null;
  }

  get simulator(): PowerSchoolSimulator {
    if (this.#simulator === null) throw new Error('not open');
    return this.#simulator;
  }

  get gradebook(): Gradebook {
    if (this.#connection === null) throw new Error('not connected');
    return this.#connection.gradebook;
  }

  student(dcid: number): string {
    return String(dcid);
  }

  category(id: number): string {
    return this.subject.categoryId?.(id) ?? String(id);
  }

  rowsFor(...students: readonly number[]): ScoreRow[] {
    return students.map((dcid, n) => ({ sisStudentId: this.student(dcid), points: 8.5 + n }));
  }

  create(): Promise<AssignmentRef> {
    return this.gradebook.createAssignment(this.section, this.newAssignment);
  }

  /** The one column of the section. */
  column(): SnapshotAssignment {
    const [only, ...more] = this.simulator.gradebook.columns(SECTION_DCID);
    if (only === undefined || more.length > 0) throw new Error('not one column in the section');
    return only;
  }

  /** What the connector reads in the cells of one assignment, by student. */
  async read(ref: AssignmentRef): Promise<SisScore[]> {
    const cells = (await this.gradebook.scores(this.section, [ref]))?.get(ref.assignmentId) ?? [];
    return [...cells].sort((a, b) => a.sisStudentId.localeCompare(b.sisStudentId));
  }

  /** Points by student. */
  cells(): Record<number, number | null> {
    return Object.fromEntries(this.column().scores.map(({ studentDcid, points }) => [studentDcid, points]));
  }

  once(match: RouteMatch, action: FaultRule['action'], when: 'before' | 'after' = 'before'): FaultHandle {
    return this.simulator.faults.add({ match, action, when, count: 1 });
  }
}
