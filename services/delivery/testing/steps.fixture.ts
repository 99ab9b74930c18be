import fc from 'fast-check';
import { SCORE_STATUSES, type ScoreStatus } from '@passback/domain';
import { HOLD_RULES, type HoldRule } from './hold.fixture.ts';

/** What hits the n-th request of a night. */
export interface Fault {
  readonly n: number;
  readonly what: 'notSent' | 'requestLost' | 'replyLost' | 'killedBefore' | 'killedAfter';
}

export type UnitId = 's1' | 's2' | 's3';
const SECTIONS = ['85001', '85002'] as const;

/** What Otus, its settings, a teacher in PowerSchool, its office, the network and the operators do. */
export type Step =
  | { readonly kind: 'graded'; readonly unit: UnitId; readonly student: string; readonly points: number | null }
  | { readonly kind: 'status'; readonly unit: UnitId; readonly student: string; readonly status: ScoreStatus }
  | { readonly kind: 'removed' | 'returned'; readonly unit: UnitId; readonly student: string }
  | { readonly kind: 'titled'; readonly unit: UnitId; readonly title: string }
  | { readonly kind: 'due'; readonly unit: UnitId; readonly dueDate: string }
  | { readonly kind: 'total'; readonly unit: UnitId; readonly totalPoints: number }
  | { readonly kind: 'typed'; readonly unit: UnitId; readonly type: string }
  | { readonly kind: 'held'; readonly unit: UnitId; readonly rule: HoldRule }
  | { readonly kind: 'released'; readonly unit: UnitId }
  | { readonly kind: 'relinked'; readonly unit: UnitId; readonly sectionId: string }
  | { readonly kind: 'teacherTypes'; readonly unit: UnitId; readonly student: string; readonly points: number }
  | {
      readonly kind: 'teacherRetypes' | 'teacherClears' | 'teacherExempts' | 'teacherUnexempts';
      readonly unit: UnitId;
      readonly student: string;
    }
  | {
      readonly kind: 'teacherRenames' | 'teacherMovesCategory' | 'teacherMovesDueDate' | 'teacherDeletes';
      readonly unit: UnitId;
    }
  | { readonly kind: 'officeDrops' | 'officeEnrols'; readonly student: string }
  | { readonly kind: 'restarted' | 'saved' | 'restored' }
  | {
      readonly kind: 'night';
      readonly faults: readonly Fault[];
      readonly ask: 'run' | 'check' | 'redrive';
      /** PowerSchool gives no way to read cells in this night. */
      readonly isBlind: boolean;
    };

/** Mostly one cell of one unit, so that what happens to it meets. */
const unit = fc.constantFrom<UnitId>('s1', 's1', 's1', 's1', 's2', 's3');
const student = fc.constantFrom<string>('81001', '81001', '81001', '81001', '81002', '81003');
/** Few, so that what is typed, changed and changed back often meets. */
const points: fc.Arbitrary<number> = fc.constantFrom(10, 10, 20, 20 / 3);
const of = <K extends Step['kind']>(...kinds: K[]) => fc.constantFrom(...kinds);
const weighted = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary });

const fault: fc.Arbitrary<Fault> = fc.record({
  n: fc.integer({ min: 1, max: 16 }),
  what: fc.constantFrom('notSent', 'requestLost', 'replyLost', 'killedBefore', 'killedAfter'),
});

const otus = [
  weighted(10, fc.record({ kind: of('graded'), unit, student, points: fc.option<number>(points, { freq: 4 }) })),
  weighted(
    2,
    fc.record({
      kind: of('status'),
      unit,
      student,
      status: fc.constantFrom(...SCORE_STATUSES),
    }),
  ),
  weighted(2, fc.record({ kind: of('removed', 'returned'), unit, student })),
  weighted(1, fc.record({ kind: of('titled'), unit, title: fc.constantFrom('Exam', 'Final') })),
  weighted(1, fc.record({ kind: of('due'), unit, dueDate: fc.constantFrom('2026-11-20', '2026-11-27') })),
  weighted(1, fc.record({ kind: of('total'), unit, totalPoints: fc.constantFrom(30, 40) })),
  weighted(1, fc.record({ kind: of('typed'), unit, type: fc.constantFrom('Quiz', 'Test') })),
  weighted(3, fc.record({ kind: of('held'), unit, rule: fc.constantFrom(...HOLD_RULES) })),
  weighted(1, fc.record({ kind: of('held'), unit, rule: fc.constant('NO_CURRENT_GRADING_PERIOD' as const) })),
  weighted(3, fc.record({ kind: of('released'), unit })),
  weighted(2, fc.record({ kind: of('relinked'), unit, sectionId: fc.constantFrom(...SECTIONS) })),
];

const powerschool = [
  weighted(4, fc.record({ kind: of('teacherTypes'), unit, student, points })),
  weighted(
    5,
    fc.record({
      kind: of('teacherRetypes', 'teacherClears', 'teacherClears', 'teacherExempts', 'teacherUnexempts'),
      unit,
      student,
    }),
  ),
  weighted(2, fc.record({ kind: of('teacherRenames', 'teacherMovesCategory', 'teacherMovesDueDate'), unit })),
  weighted(1, fc.record({ kind: of('teacherDeletes'), unit })),
  weighted(1, fc.record({ kind: of('officeDrops', 'officeEnrols', 'officeEnrols'), student })),
];

const quiet = { kind: 'night', faults: [], ask: 'run', isBlind: false } as const;
const nights = [
  weighted(8, fc.constant(quiet)),
  weighted(
    4,
    fc
      .record({
        faults: fc.array(fault, { minLength: 1, maxLength: 3 }),
        ask: fc.constantFrom('run', 'run', 'redrive'),
      })
      .map((some) => ({ ...quiet, ...some })),
  ),
  weighted(1, fc.constant({ ...quiet, isBlind: true })),
  weighted(2, fc.constantFrom({ ...quiet, ask: 'check' as const }, { ...quiet, ask: 'redrive' as const })),
  weighted(4, fc.record({ kind: of('restarted', 'saved', 'saved', 'restored') })),
];

export const anyStep: fc.Arbitrary<Step> = fc.oneof(...otus, ...powerschool, ...nights);
