import { describe, expect, it } from '@jest/globals';
import { givenAssignment } from '../testing/given.ts';
import { driftBetween } from './drift.ts';
import type { SisState, WrittenAssignment, WrittenScore } from './sis-state.ts';

const ASSIGNMENT = givenAssignment({ title: 'Exam' });
const SENT: WrittenScore = { sisStudentId: '1', points: 10, sentAt: 1, kept: null, refused: null };
const EDITED: WrittenScore = { ...SENT, kept: { seenPoints: 29, seenAt: 2 } };
const state = (cell: WrittenScore, assignment: Partial<WrittenAssignment> = {}): SisState => ({
  assignment: { ...ASSIGNMENT, ...assignment },
  scores: [cell],
});
const NOTHING: SisState = { assignment: null, scores: [] };
const REFUSED = { code: 'SIS_REJECTED', message: 'no', points: 10, at: 1 } as const;
const NONE = { SIS_EDIT_KEPT: 0, SIS_ASSIGNMENT_DELETED: 0 };

describe('what a look found otherwise than it was called', () => {
  it.each<[string, SisState, SisState, object]>([
    ['a cell that was edited', state(SENT), state(EDITED), { SIS_EDIT_KEPT: 1 }],
    [
      'a cell that is ours to write, and not now',
      state(SENT),
      state({ ...SENT, doubt: { cause: 'unit' } }),
      { SIS_EDIT_KEPT: 1 },
    ],
    ['a field that was edited', state(SENT), state(SENT, { keptFields: ['title'] }), { SIS_EDIT_KEPT: 1 }],
    ['an assignment that was deleted', state(SENT), state(SENT, { deletedAt: 2 }), { SIS_ASSIGNMENT_DELETED: 1 }],
    ['nothing where all is as it was', state(SENT), state(SENT), {}],
    ['nothing new in an edit that was known', state(EDITED), state(EDITED), {}],
    [
      'nothing new in a field that was known',
      state(SENT, { keptFields: ['title'] }),
      state(SENT, { keptFields: ['title'] }),
      {},
    ],
    ['nothing of a cell that was never sent', state({ ...SENT, sentAt: null }), state({ ...EDITED, sentAt: null }), {}],
    ['nothing of a cell that was refused', state({ ...SENT, refused: REFUSED }), state(EDITED), {}],
    ['nothing of a cell that is not there any more', state(SENT), { ...state(SENT), scores: [] }, {}],
    [
      'nothing new in an assignment that was known to be deleted',
      state(SENT, { deletedAt: 1 }),
      state(SENT, { deletedAt: 1 }),
      {},
    ],
    ['nothing where no assignment is', NOTHING, NOTHING, {}],
    [
      'a field that was edited in an assignment that was found',
      NOTHING,
      state(SENT, { keptFields: ['title'] }),
      { SIS_EDIT_KEPT: 1 },
    ],
    ['nothing of a cell that was in doubt', state({ ...SENT, doubt: { cause: 'unit' } }), state(EDITED), {}],
  ])('counts %s', (_what, before, after, counts) => {
    expect(driftBetween(before, after)).toEqual({ ...NONE, ...counts });
  });
});
