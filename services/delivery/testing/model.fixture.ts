export interface ModelCell {
  points: number | null;
  exempt: boolean;
}

/** What a teacher had changed in PowerSchool where a night writes: cells by student, and the category. */
export interface Meeting {
  readonly id: string;
  readonly cells: ReadonlyMap<string, ModelCell>;
  readonly category: string | null;
}

/** What a teacher sees in one column of the gradebook. */
export interface ModelColumn {
  title: string;
  totalPoints: number;
  category: string;
  readonly cells: Map<string, ModelCell>;
}

interface ModelUnit {
  title: string;
  totalPoints: number;
  type: 'Quiz' | 'Test';
  readonly scores: Record<string, number | null>;
  /** What was last written of each, as the rules count it. */
  readonly sent: Record<string, number>;
  written: { title: string; totalPoints: number; type: 'Quiz' | 'Test' } | null;
  column: ModelColumn | null;
  isKnownDeleted: boolean;
}

const CATEGORIES = { Quiz: '4301', Test: '4302' } as const;

/**
 * What the gradebook should hold, worked out from the rules alone: what is sent again after a change in Otus, and what a teacher
 * changed in PowerSchool. It knows nothing of requests, failures or ledgers, because none of them may make a difference.
 */
export class Model {
  readonly units = new Map<string, ModelUnit>();
  /** Students who are not in the section in PowerSchool. */
  readonly left = new Set<string>();

  unit(id: string): ModelUnit {
    const known = this.units.get(id);
    if (known !== undefined) return known;
    const made: ModelUnit = {
      title: 'Exam',
      totalPoints: 30,
      type: 'Quiz',
      scores: {},
      sent: {},
      written: null,
      column: null,
      isKnownDeleted: false,
    };
    this.units.set(id, made);
    return made;
  }

  /** Answers where a teacher's edit met a change of Otus: there an attempt whose end nobody knows leaves what it finds. */
  night(): Meeting[] {
    return [...this.units].flatMap(([id, unit]) => {
      const before =
        unit.column === null ? null : { category: unit.column.category, cells: new Map(unit.column.cells) };
      const sent = { ...unit.sent };
      this.#deliver(id.toUpperCase(), unit);
      if (before === null || unit.column === null) return [];
      const met = [...before.cells].filter(
        ([student, cell]) =>
          unit.column?.cells.get(student) !== cell &&
          (cell.exempt || (cell.points !== null && cell.points !== sent[student])),
      );
      const category = before.category === unit.column.category ? null : before.category;
      return met.length > 0 || category !== null ? [{ id, cells: new Map(met), category }] : [];
    });
  }

  /** The edit stayed after all, and counts as known from now on. */
  keep(
    { id }: Meeting,
    kept: { readonly student: string; readonly cell: ModelCell } | { readonly category: string },
  ): void {
    const { column } = this.unit(id);
    if ('category' in kept && column !== null) column.category = kept.category;
    if ('student' in kept) column?.cells.set(kept.student, kept.cell);
  }

  #deliver(identifier: string, unit: ModelUnit): void {
    const title = `${unit.title} (${identifier})`;
    const graded = Object.entries(unit.scores).filter((entry): entry is [string, number] => entry[1] !== null);
    if (unit.isKnownDeleted || (graded.length === 0 && unit.written === null)) return;
    const changed = graded.filter(([student, points]) => unit.sent[student] !== points);
    const isMoved =
      unit.written !== null &&
      (unit.written.title !== title ||
        unit.written.totalPoints !== unit.totalPoints ||
        unit.written.type !== unit.type);
    if (unit.written === null)
      unit.column = { title, totalPoints: unit.totalPoints, category: CATEGORIES[unit.type], cells: new Map() };
    else if (changed.length === 0 && !isMoved) return;
    if (unit.column === null) {
      unit.isKnownDeleted = true;
      return;
    }
    if (unit.written !== null && unit.written.type !== unit.type) unit.column.category = CATEGORIES[unit.type];
    unit.column.title = title;
    unit.column.totalPoints = unit.totalPoints;
    unit.written = { title, totalPoints: unit.totalPoints, type: unit.type };
    for (const [student, points] of changed) {
      if (this.left.has(student)) continue;
      unit.column.cells.set(student, { points, exempt: false });
      unit.sent[student] = points;
    }
  }

  /** Column by identifier, without those that are not there. */
  gradebook(): Record<string, ModelColumn> {
    const columns = [...this.units].flatMap(([id, { column }]) =>
      column === null ? [] : [[id.toUpperCase(), column]],
    );
    return Object.fromEntries(columns);
  }
}
