import type { AssignmentRef } from '@passback/domain';
import type { GradebookFactory } from '@passback/delivery';
import { type Gradebook, type Paces, type SectionRef, type SisAssignment, SisError } from '@passback/powerschool';
import {
  identifierOf,
  INTERVAL_MS,
  type ScaleDistrict,
  SCORES_PER_UNIT,
  scoreOfStudent,
  unitOfId,
  UNITS_PER_SECTION,
} from './many-districts.fixture.ts';

const CATEGORY = { categoryId: '4301', name: 'Quizzes', active: true } as const;
const EMPTY = 255;
/** The clock is of whole milliseconds. */
const TOLERANCE_MS = 1;
const ALL = '/ws/xte/assignment';

/** Of one district, in simulated milliseconds since the epoch; NaN: not yet. */
export interface Waited {
  firstAt: number;
  lastAt: number;
}

/**
 * The PowerSchools of all districts, which keep some bytes of a unit and no more: what this process's memory grows by is the system's own.
 * They are asked at the pace of the real pacer, and count each request that comes too early.
 */
export class ScalePowerSchool {
  readonly #districts: ReadonlyMap<string, ScaleDistrict>;
  /** By unit: how often its assignment was created, and how often its scores were written. */
  readonly created: Uint8Array;
  readonly written: Uint8Array;
  /** By unit and score. */
  readonly cells: Uint8Array;
  /** By district: when the scores of its units were written. */
  readonly waited: Waited[];
  readonly #lastRequestAt: Float64Array;
  requests = 0;
  tooEarly = 0;
  unitsWritten = 0;

  constructor(districts: readonly ScaleDistrict[]) {
    const units = districts.reduce((sum, district) => sum + district.units, 0);
    this.#districts = new Map(districts.map((district) => [district.districtId, district]));
    this.created = new Uint8Array(units);
    this.written = new Uint8Array(units);
    this.cells = new Uint8Array(units * SCORES_PER_UNIT).fill(EMPTY);
    this.waited = districts.map(() => ({ firstAt: NaN, lastAt: NaN }));
    this.#lastRequestAt = new Float64Array(districts.length);
  }

  readonly createGradebook: GradebookFactory = (settings, { paces, permit, observer, learnedIntervalMs }) => {
    const district = this.#districts.get(settings.districtId);
    if (district === undefined) throw new Error(`${settings.districtId} is none of these`);
    const pace = paces.join({ settings, learnedIntervalMs });
    const asked = async <T>(method: 'GET' | 'POST' | 'PUT', work: () => T): Promise<T> => {
      const queuedAt = paces.clock.now();
      const turn = await pace.pacer.turn(pace.nextTicket(), ALL, permit?.signal);
      const sentAt = paces.clock.now();
      try {
        permit?.signal.throwIfAborted();
        permit?.check({ method });
        turn.sent();
        this.#arrived(district, paces);
        const answer = work();
        turn.answered();
        pace.learner.accepted({ sentAt, gapMs: turn.gapMs });
        return answer;
      } finally {
        turn.release();
        const waitedMs = sentAt - queuedAt;
        observer.requestEnded({ method, route: ALL, status: 200, durationMs: 0, waitedMs, throttled: false });
      }
    };
    return { ...this.#gradebook(district, asked, paces), close: async () => pace.leave() };
  };

  #gradebook(
    district: ScaleDistrict,
    asked: <T>(method: 'GET' | 'POST' | 'PUT', work: () => T) => Promise<T>,
    { clock }: Paces,
  ): Gradebook {
    return {
      terms: async () => notAsked(),
      categories: () => asked('GET', () => [CATEGORY]),
      assignments: (section) => asked('GET', () => this.#inSection(district, section)),
      assignment: async () => notAsked(),
      createAssignment: (_section, { unitId }) => asked('POST', () => this.#create(district, unitOfId(unitId))),
      isCreateIdempotent: false,
      deleteUnscored: async () => notAsked(),
      updateAssignment: async () => notAsked(),
      scores: async () => notAsked(),
      readsManyAtOnce: () => false,
      writeScores: (_section, ref, rows) =>
        asked('PUT', () => {
          const unit = Number(ref.assignmentId);
          this.written[unit] = (this.written[unit] ?? 0) + 1;
          this.unitsWritten += 1;
          for (const { sisStudentId, points } of rows)
            this.cells[unit * SCORES_PER_UNIT + scoreOfStudent(sisStudentId)] = points;
          this.#note(district, clock.now());
          return { refused: [] };
        }),
      enrolledStudents: async () => notAsked(),
      hasSection: async () => notAsked(),
      studentNames: async () => notAsked(),
      reach: async () => notAsked(),
      authenticate: async () => notAsked(),
    };
  }

  #arrived({ index }: ScaleDistrict, { clock }: Paces): void {
    const now = clock.now();
    const gapMs = now - (this.#lastRequestAt[index] ?? 0);
    if (gapMs < INTERVAL_MS - TOLERANCE_MS) this.tooEarly += 1;
    this.#lastRequestAt[index] = now;
    this.requests += 1;
  }

  #create({ first, units }: ScaleDistrict, unit: number): AssignmentRef {
    if (!(unit >= first && unit < first + units)) throw new Error(`unit ${unit} is another district's`);
    this.created[unit] = (this.created[unit] ?? 0) + 1;
    return refOf(unit);
  }

  #inSection({ first, units }: ScaleDistrict, { sectionId }: SectionRef): SisAssignment[] {
    const from = Number(sectionId);
    const count = Math.min(UNITS_PER_SECTION, first + units - from);
    return Array.from({ length: count }, (_, at) => from + at)
      .filter((unit) => (this.created[unit] ?? 0) > 0)
      .map((unit) => ({
        ...{ ref: refOf(unit), title: `Mid Term Exam (${identifierOf(unit)})`, dueDate: '2026-11-20' },
        ...{ totalPoints: 30, categoryId: CATEGORY.categoryId },
      }));
  }

  #note({ index }: ScaleDistrict, now: number): void {
    const waited = this.waited[index];
    if (waited === undefined) return;
    if (Number.isNaN(waited.firstAt)) waited.firstAt = now;
    waited.lastAt = now;
  }
}

function refOf(unit: number): AssignmentRef {
  return { assignmentId: String(unit), sectionAssignmentId: `s${unit}` };
}

/** A night in which all is new and nothing goes wrong asks none of this. */
function notAsked(): never {
  throw new SisError({ class: 'district', code: 'SIS_UNAVAILABLE' }, 'this PowerSchool is not asked for that');
}
