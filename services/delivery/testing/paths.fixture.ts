import type { UnitSketch } from './units.fixture.ts';

/** One way through a delivery over a real connector. */
export interface Path {
  readonly name: string;
  /** What was delivered the night before; null: the unit is new. */
  readonly before: UnitSketch | null;
  readonly sketch: UnitSketch;
  /** What the gradebook holds at the end, whatever went wrong on the way. */
  readonly title: string;
  readonly cells: Readonly<Record<string, number>>;
}

export const S1: UnitSketch = { id: 's1', scores: { '81001': 5, '81002': 6, '81003': null } };

export const PATHS: readonly Path[] = [
  { name: 'a new unit', before: null, sketch: S1, title: 'Mid Term Exam (S1)', cells: { 81001: 5, 81002: 6 } },
  {
    name: 'changed scores',
    before: S1,
    sketch: { ...S1, revision: 2, scores: { '81001': 7, '81002': 6, '81003': 8 } },
    title: 'Mid Term Exam (S1)',
    cells: { 81001: 7, 81002: 6, 81003: 8 },
  },
  {
    name: 'a new title with a changed score',
    before: S1,
    sketch: { ...S1, revision: 2, title: 'Final', scores: { ...S1.scores, '81001': 7 } },
    title: 'Final (S1)',
    cells: { 81001: 7, 81002: 6 },
  },
];
