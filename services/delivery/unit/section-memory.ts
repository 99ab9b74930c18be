import { type AssignmentRef, type CellSight, EMPTY_CELL, type EpochMs } from '@passback/domain';
import {
  type Category,
  type Gradebook,
  type SectionRef,
  type SisAssignment,
  SisError,
  type SisScore,
} from '@passback/powerschool';
import { type Answers, answersWithin, listsWithin, Recall } from './recall.ts';

/** Categories change rarely; a teacher who makes one during the night is seen within minutes. */
const CATEGORIES_LIFE_MS = 5 * 60_000;
/** A category that is not there is looked for once more, unless the list is as young as this. */
const CATEGORIES_YOUNG_MS = 10_000;
/** Students move by the day; a night's lane asks a few times at most. */
const ENROLMENT_LIFE_MS = 10 * 60_000;
/** The list stays good while this lane is the only writer; the bound keeps a week-long lane from trusting an old one. */
const ASSIGNMENTS_LIFE_MS = 60 * 60_000;
/** Columns whose owners are remembered: those that this lane made or found in one session. */
const MAX_OWNERS = 20_000;
/** Sections whose students are remembered, and teachers whose categories are. */
const MAX_SECTIONS = 2_000;
/** Columns of sections that all lanes of a process remember together: 360 bytes each, and about 30 in a section. */
const MAX_COLUMNS = 200_000;
/** Runs whose units may still be on their way side by side: a night, its retries and a few redrives. */
const MAX_RUNS = 8;

/** Lists of sections' assignments, as all lanes of a process keep them. */
export type RememberedColumns = Answers<SisAssignment[]>;

export function rememberedColumns(): RememberedColumns {
  return listsWithin(MAX_COLUMNS);
}

/** By SIS student. */
export type SeenCells = ReadonlyMap<string, SisScore>;

export function seenCells(cells: readonly SisScore[] = []): SeenCells {
  return new Map(cells.map((cell) => [cell.sisStudentId, cell]));
}

/** Null for `cells`: they could not be read. */
export function sightOf(cells: SeenCells | null, sisStudentId: string): CellSight {
  return cells === null ? 'unreadable' : (cells.get(sisStudentId) ?? EMPTY_CELL);
}

/**
 * What one lane remembers of its district's PowerSchool between units. The only thing that two units share; nothing in it is
 * needed for correctness but the list of a section's assignments, which is read before the first create there.
 */
export class SectionMemory {
  readonly #gradebook: Gradebook;
  readonly #categories: Recall<Category[]>;
  readonly #assignments: Recall<SisAssignment[]>;
  readonly #enrolled: Recall<ReadonlySet<string> | null>;
  readonly #owners = new Map<string, string>();
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #sectionsWithRefusals = new Set<string>();
  #runs: readonly (string | null)[] = [];
  #runBeganAt: EpochMs = 0;
  readonly #now: () => EpochMs;

  constructor(gradebook: Gradebook, now: () => EpochMs, columns: RememberedColumns) {
    this.#gradebook = gradebook;
    this.#now = now;
    this.#categories = new Recall(now, CATEGORIES_LIFE_MS, answersWithin(MAX_SECTIONS));
    this.#assignments = new Recall(now, ASSIGNMENTS_LIFE_MS, columns);
    this.#enrolled = new Recall(now, ENROLMENT_LIFE_MS, answersWithin(MAX_SECTIONS));
  }

  /** With the first unit of a run: looks afresh at what somebody may have mended in PowerSchool, and asked for this run because of it. */
  beginRun(runId: string | null): void {
    if (this.#runs.includes(runId)) return;
    this.#runs = [runId, ...this.#runs].slice(0, MAX_RUNS);
    this.#runBeganAt = this.#now();
    this.#categories.clear();
    this.#enrolled.clear();
  }

  /**
   * The teacher's category of that name; read once more where it is missing or inactive in an older list. Throws `SisError`
   * `CATEGORY_INACTIVE` (class `unit`) where the teacher has none of that name or it is inactive: an assignment in another category
   * would count for something else.
   */
  async category(section: SectionRef, name: string): Promise<Category> {
    const key = `${section.teacherId}\n${section.termId}`;
    const read = (): Promise<Category[]> => this.#gradebook.categories(section, this.#now() - this.#runBeganAt);
    const known = named(await this.#categories.get(key, read), name);
    if (known?.active === true) return known;
    const found = named(await this.#categories.get(key, read, CATEGORIES_YOUNG_MS), name);
    if (found?.active === true) return found;
    const what = found === null ? 'does not exist' : 'is inactive';
    throw new SisError(
      { class: 'unit', code: 'CATEGORY_INACTIVE' },
      `The category "${name}" ${what} for teacher ${section.teacherId}.`,
    );
  }

  /** Name of one of the teacher's categories; empty where it has none of that id. */
  async categoryName(section: SectionRef, categoryId: string): Promise<string> {
    const key = `${section.teacherId}\n${section.termId}`;
    const read = (): Promise<Category[]> => this.#gradebook.categories(section, this.#now() - this.#runBeganAt);
    const found = (await this.#categories.get(key, read)).find((category) => category.categoryId === categoryId);
    return found?.name.trim() ?? '';
  }

  /** The section's assignments; `fresh`: as they are now, not as they were before the lane's first create there. */
  assignments(section: SectionRef, options: { readonly fresh: boolean }): Promise<SisAssignment[]> {
    const read = (): Promise<SisAssignment[]> => this.#gradebook.assignments(section);
    return options.fresh
      ? this.#assignments.get(section.sectionId, read, 0)
      : this.#assignments.get(section.sectionId, read);
  }

  /** This lane made it: the list that is remembered has it from now on. */
  noteCreated(section: SectionRef, assignment: SisAssignment, unitId: string): void {
    this.noteOwner(assignment.ref, unitId);
    this.#assignments.amend(section.sectionId, (known) => [...known, assignment]);
  }

  noteOwner({ assignmentId }: AssignmentRef, unitId: string): void {
    if (this.#owners.size < MAX_OWNERS) this.#owners.set(assignmentId, unitId);
  }

  /** Whether this lane made or found it for another unit. */
  isAnothers({ assignmentId }: AssignmentRef, unitId: string): boolean {
    return (this.#owners.get(assignmentId) ?? unitId) !== unitId;
  }

  /** Does `work` after what was begun under the same key has ended, however that ended. */
  async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#turns.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#turns.get(key) === mine) this.#turns.delete(key);
    }
  }

  /** The cells of one assignment that hold something, as they are now; null where this PowerSchool gives no way to read them. */
  async cells(section: SectionRef, ref: AssignmentRef): Promise<SeenCells | null> {
    const read = await this.#gradebook.scores(section, [ref]);
    return read === null ? null : seenCells(read.get(ref.assignmentId));
  }

  /** Something may have been created there unseen: the list has to be read anew before the next create. */
  forgetAssignments(section: SectionRef): void {
    this.#assignments.forget(section.sectionId);
  }

  /** SIS student ids enrolled in the section; null where this PowerSchool gives no way to ask. */
  enrolled(section: SectionRef): Promise<ReadonlySet<string> | null> {
    return this.#enrolled.get(section.sectionId, () => this.#gradebook.enrolledStudents(section));
  }

  /** A row of this section was refused for a student who is not there: the next units of it had better ask first. */
  noteStudentLeft(section: SectionRef): void {
    if (this.#sectionsWithRefusals.size < MAX_SECTIONS) this.#sectionsWithRefusals.add(section.sectionId);
  }

  hadStudentsWhoLeft(section: SectionRef): boolean {
    return this.#sectionsWithRefusals.has(section.sectionId);
  }
}

function named(categories: readonly Category[], name: string): Category | null {
  const same = categories.filter((category) => category.name.trim() === name.trim());
  return same.find(({ active }) => active) ?? same[0] ?? null;
}
