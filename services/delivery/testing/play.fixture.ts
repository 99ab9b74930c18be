import { allRestored, NO_DELIVERY, NOTHING_IN_SIS, type Repair, type UnitRecord } from '@passback/domain';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { FAST_CIRCUIT, FAST_RETRY, LEASE_MS, type RunningApp } from './world.fixture.ts';
import { HOLDS } from './hold.fixture.ts';
import { type InProcess, lost } from './in-process.fixture.ts';
import { Judge } from './judge.fixture.ts';
import type { Fault, Step, UnitId } from './steps.fixture.ts';
import { Truth } from './truth.fixture.ts';
import type { UnitSketch } from './units.fixture.ts';

/** Two have one identifier, and stand in different sections at first. */
const IDENTIFIERS: Readonly<Record<UnitId, string>> = { s1: 'S1', s2: 'S2', s3: 'S1' };
const FIRST_SECTIONS: Readonly<Record<UnitId, string>> = { s1: '85001', s2: '85001', s3: '85002' };

type NightStep = Extract<Step, { kind: 'night' }>;
type OtusStep = Extract<Step, { unit: UnitId }>;

/** The system on one connector, played step by step; after each step the judge looks at it. */
export class Play {
  readonly #place: InProcess;
  readonly #truth: Truth;
  readonly #judge: Judge;
  readonly #sketches = new Map<UnitId, UnitSketch>();
  readonly #rows = new Map<UnitId, Map<string, number | null>>();
  #app: RunningApp;
  #saved: readonly UnitRecord[] = [];
  #count = 0;
  #isBlind = false;

  private constructor(place: InProcess, app: RunningApp) {
    this.#place = place;
    this.#app = app;
    this.#truth = new Truth(place.sis);
    this.#judge = new Judge(place.world, this.#truth);
  }

  static async begin(place: InProcess): Promise<Play> {
    const app = await start(place);
    return new Play(place, app);
  }

  async take(step: Step): Promise<void> {
    await this.#carryOut(step);
    await this.#judge.expectAgreement(step);
  }

  async #carryOut(step: Step): Promise<void> {
    const { gradebook } = this.#place.sis;
    switch (step.kind) {
      case 'night':
        return this.#night(step);
      case 'restarted':
        await this.#app.stop();
        this.#app = await start(this.#place);
        return;
      case 'saved':
        this.#saved = await this.#judge.records();
        return;
      case 'restored':
        return this.#restore();
      case 'officeDrops':
        for (const sectionDcid of [85001, 85002])
          gradebook.dropStudent({ sectionDcid, studentDcid: Number(step.student) });
        return;
      case 'officeEnrols':
        return this.#enrol(Number(step.student));
      case 'teacherTypes':
      case 'teacherRetypes':
      case 'teacherClears':
      case 'teacherExempts':
      case 'teacherUnexempts':
      case 'teacherRenames':
      case 'teacherMovesCategory':
      case 'teacherMovesDueDate':
      case 'teacherDeletes':
        return this.#teacher(step);
      default:
        return this.#otus(step);
    }
  }

  #sketch(id: UnitId): UnitSketch {
    return this.#sketches.get(id) ?? { id, identifier: IDENTIFIERS[id], sectionId: FIRST_SECTIONS[id], scores: {} };
  }

  /** What Otus says from now on is evaluated at once, as a snapshot that arrives is. */
  async #otus(step: OtusStep): Promise<void> {
    const before = this.#sketch(step.unit);
    const next = this.#changed(before, step);
    this.#sketches.set(step.unit, next);
    await this.#judge.owing(step.unit, () => this.#say([step.unit]));
  }

  #changed(sketch: UnitSketch, step: OtusStep): UnitSketch {
    switch (step.kind) {
      case 'graded':
        return { ...sketch, scores: { ...sketch.scores, [step.student]: step.points } };
      case 'status':
        return { ...sketch, marks: { ...sketch.marks, [step.student]: { status: step.status } } };
      case 'removed': {
        const { [step.student]: removed, ...scores } = sketch.scores;
        if (removed !== undefined) this.#removed(step.unit).set(step.student, removed);
        return { ...sketch, scores };
      }
      case 'returned': {
        const points = this.#removed(step.unit).get(step.student);
        return points === undefined ? sketch : { ...sketch, scores: { ...sketch.scores, [step.student]: points } };
      }
      case 'titled':
        return { ...sketch, title: step.title };
      case 'due':
        return { ...sketch, dueDate: step.dueDate };
      case 'total':
        return { ...sketch, totalPoints: step.totalPoints };
      case 'typed':
        return { ...sketch, assessmentType: step.type };
      case 'held':
        return { ...sketch, hold: HOLDS[step.rule] };
      case 'released': {
        const { hold: _hold, ...others } = sketch;
        return others;
      }
      case 'relinked':
        return { ...sketch, sectionId: step.sectionId };
      default:
        throw new Error(`${step.kind} is nothing that Otus says`);
    }
  }

  #removed(id: UnitId): Map<string, number | null> {
    const rows = this.#rows.get(id) ?? new Map<string, number | null>();
    this.#rows.set(id, rows);
    return rows;
  }

  #say(ids: readonly UnitId[], request: { runId: string; redrive: boolean; repair: Repair | null } | null = null) {
    this.#count += 1;
    const sketches = ids.map((id) => ({ ...this.#sketch(id), revision: this.#count }));
    return this.#place.world.night(sketches, request === null ? { request: false } : request);
  }

  #teacher(step: OtusStep): void {
    const { gradebook } = this.#place.sis;
    const [column] = this.#truth.columns(Number(this.#sketch(step.unit).sectionId), IDENTIFIERS[step.unit]);
    if (column === undefined) return;
    const { assignmentId, assignmentSectionId } = column;
    const studentDcid = 'student' in step ? Number(step.student) : 0;
    const cell = { assignmentSectionId, studentDcid };
    const before = column.scores.find((score) => score.studentDcid === studentDcid);
    this.#judge.touched(column, studentDcid);
    this.#truth.byTeacher(() => {
      switch (step.kind) {
        case 'teacherTypes':
          return gradebook.setScore({ ...cell, points: step.points });
        case 'teacherRetypes':
          return before && gradebook.setScore({ ...cell, points: before.points });
        case 'teacherClears':
          return gradebook.clearScore(cell);
        case 'teacherExempts':
          return before && gradebook.exemptScore({ ...cell, exempt: true });
        case 'teacherUnexempts':
          return before && gradebook.exemptScore({ ...cell, exempt: false });
        case 'teacherRenames':
          return gradebook.renameAssignment({ assignmentId, name: `Mine (${IDENTIFIERS[step.unit]})` });
        case 'teacherMovesCategory': {
          const [, , projects] = [...gradebook.store.categories.keys()];
          return gradebook.moveCategory({ assignmentSectionId, categoryId: projects ?? 0 });
        }
        case 'teacherMovesDueDate':
          return gradebook.changeDueDate({ assignmentSectionId, dueDate: '2026-12-01' });
        default:
          return gradebook.deleteAssignment({ assignmentId });
      }
    });
  }

  #enrol(studentDcid: number): void {
    const { gradebook } = this.#place.sis;
    for (const sectionDcid of [85001, 85002]) {
      const isThere = (gradebook.store.enrolments.get(sectionDcid) ?? []).some(
        (enrolment) => enrolment.studentDcid === studentDcid && !enrolment.dropped,
      );
      if (!isThere) gradebook.enroll({ sectionDcid, studentDcid });
    }
  }

  async #night({ faults, ask, isBlind }: NightStep): Promise<void> {
    if (this.#sketches.size === 0) return;
    const runId = `night-${this.#count + 1}`;
    const hits = this.#hitBy(faults);
    this.#isBlind = isBlind;
    const options = { runId, redrive: ask === 'redrive', repair: ask === 'check' ? ('check' as const) : null };
    await this.#say([...this.#sketches.keys()], options);
    await this.#throughCrashes(hits);
    this.#place.tap = () => undefined;
    await this.#judge.expectTruth({ runId, isFaulty: hits.count > 0, isCheck: ask === 'check' });
    this.#isBlind = false;
  }

  #hitBy(faults: readonly Fault[]): { count: number; isKilled: boolean } {
    const hits = { count: 0, isKilled: false };
    let n = 0;
    let now: Fault | undefined;
    this.#place.tap = (phase, request) => {
      if (phase === 'after') this.#truth.afterRequest(this.#isBlind);
      if (hits.isKilled) throw lost(false);
      if (phase === 'before') {
        n += 1;
        now = faults.find((one) => one.n === n);
      }
      if (this.#isBlind && phase === 'before' && isReadOfCells(request)) return CLOSED;
      if (now === undefined || (now.what.endsWith('After') || now.what === 'replyLost') !== (phase === 'after'))
        return undefined;
      hits.count += 1;
      if (now.what.startsWith('killed')) {
        hits.isKilled = true;
        this.#app.kill();
      }
      throw lost(now.what !== 'notSent');
    };
    return hits;
  }

  /** Waits for the end of the night; a process that was killed is followed by the next one. */
  async #throughCrashes(hits: { isKilled: boolean }): Promise<void> {
    const { world } = this.#place;
    await eventually(async () => {
      if (hits.isKilled) {
        hits.isKilled = false;
        world.clock.advance(LEASE_MS + 1);
        void this.#app.stop();
        this.#app = await start(this.#place);
      }
      await world.expectSettledPastWaits();
      if (hits.isKilled) throw new Error('the process was killed meanwhile');
    });
  }

  /** The ledger is an older copy; Otus sends again what it has, and the operators say that it was restored. */
  async #restore(): Promise<void> {
    if (this.#saved.length === 0) return;
    const { sectionAssessments } = this.#place.world.ledger;
    await this.#app.stop();
    const older = new Map(this.#saved.map((record) => [record.sectionAssessmentId, record]));
    const writes = (await this.#judge.records()).map((record) => {
      const copy = older.get(record.sectionAssessmentId);
      const known = copy ?? { ...record, sis: NOTHING_IN_SIS, delivery: NO_DELIVERY };
      return { ...known, sis: allRestored(known.sis), expectedVersion: record.version };
    });
    await sectionAssessments.recordEvaluations(writes);
    this.#judge.restored();
    this.#app = await start(this.#place);
    for (const id of this.#sketches.keys()) await this.#judge.owing(id, () => this.#say([id]), { isWhole: true });
  }
}

/** The answer of a PowerSchool that does not open its cells. */
const CLOSED = { status: 501, headers: {}, body: '{}' };

function isReadOfCells({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return method === 'GET' ? /assignmentscore|\/results/i.test(path) : /assignment_score/.test(path);
}

function start({ world, createGradebook }: InProcess): Promise<RunningApp> {
  return world.start({ createGradebook, retry: FAST_RETRY, circuit: FAST_CIRCUIT }, { DELIVERY_POLL_MS: 10 });
}
