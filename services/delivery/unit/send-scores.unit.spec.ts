import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ScoreWrite, SisState, WrittenScore } from '@passback/domain';
import { lostReply, transient } from '../testing/fake-powerschool.fixture.ts';
import { recordOf } from '../testing/record.fixture.ts';
import { NOW, UnitLane } from '../testing/unit-lane.fixture.ts';
import { TODAY } from '../testing/units.fixture.ts';
import { givenAssignment } from '../../../libs/domain/testing/given.ts';
import { sendScores } from './send-scores.ts';
import type { UnitInHand } from './unit-in-hand.ts';

const IN_OUR_WORDS = 'The student is not enrolled in this section in PowerSchool.';

let lane: UnitLane;
beforeEach(() => {
  lane = new UnitLane();
});

const cell = (student: string, changes: Partial<WrittenScore> = {}): WrittenScore => ({
  ...{ scoreId: `sc-${student}`, studentId: `otus-${student}`, sisStudentId: student },
  ...{ points: 1, sentAt: 1, kept: null, refused: null, ...changes },
});
const refused = (code: 'STUDENT_NOT_ENROLLED' | 'SIS_REJECTED', message: string): Partial<WrittenScore> => ({
  ...{ points: null, sentAt: null, refused: { code, message, points: 1, at: 1 } },
});
const write = (student: string, points: number): ScoreWrite => ({
  ...{ scoreId: `sc-${student}`, studentId: `otus-${student}`, sisStudentId: student, points, cause: 'changed' },
});

/** A unit whose assignment is in PowerSchool, with what was written of its cells. */
function given(...scores: WrittenScore[]): UnitInHand {
  const fields = { title: 'Mid Term Exam (S1)', dueDate: TODAY, totalPoints: 30 };
  const assignmentId = lane.sis.place('85001', { ...fields, categoryId: '4301' });
  const ref = { assignmentId, sectionAssignmentId: `s${assignmentId}` };
  const sis: SisState = { assignment: givenAssignment({ ref, ...fields }), scores };
  return lane.hand(recordOf({ id: 's1', scores: {} }, {}, sis));
}

const resultOf = ({ draft }: UnitInHand) => draft.result({ kind: 'done' }, 'scoresOnly');

describe('scores that are sent', () => {
  it('go in one write, of this day, and are on record with who they are of', async () => {
    const unit = given();
    const writing = jest.spyOn(lane.tools.gradebook, 'writeScores');
    await sendScores(unit, [write('81001', 5), write('81002', 6.5)]);
    const rows = [
      { sisStudentId: '81001', points: 5 },
      { sisStudentId: '81002', points: 6.5 },
    ];
    expect(writing.mock.calls).toEqual([[unit.section, unit.draft.placed.ref, rows, TODAY]]);
    const sentAt = { sentAt: NOW };
    expect(resultOf(unit)).toMatchObject({ sent: ['sc-81001', 'sc-81002'], kept: [], refused: [] });
    expect(unit.draft.score('81001')).toEqual(cell('81001', { ...sentAt, points: 5 }));
    expect(unit.draft.score('81002')).toEqual(cell('81002', { ...sentAt, points: 6.5 }));
  });

  it('cost no call where there is none', async () => {
    const unit = given();
    lane.tools.memory.noteStudentLeft(unit.section);
    await sendScores(unit, []);
    expect(lane.methods).toEqual([]);
  });

  it('are in doubt where the reply was lost, each with its points, and their assignment is not', async () => {
    const unit = given(cell('81001'));
    const lost = lostReply();
    lane.failOnce('writeScores', 'after', () => lost);
    await expect(sendScores(unit, [write('81001', 5), write('81002', 6)])).rejects.toBe(lost);
    const never = { points: null, sentAt: null };
    expect(resultOf(unit)).toMatchObject({ sent: [], refused: [] });
    expect(resultOf(unit).sis.scores).toEqual([
      cell('81001', { doubt: { cause: 'lost', carried: [5] } }),
      cell('81002', { ...never, doubt: { cause: 'lost', carried: [6] } }),
    ]);
    expect(unit.draft.placed.doubt).toBeUndefined();
  });
});

describe('points over an exemption that is known', () => {
  const KEPT = { seenPoints: null, seenAt: 1, exempt: true } as const;
  const exempted = () => given(cell('81001', { kept: KEPT }), cell('81002'));
  const both = [write('81001', 5), write('81002', 6)];

  it('count for nothing while it stays, whatever the cell shows', async () => {
    const unit = exempted();
    lane.sis.hook = (phase, { method }) => {
      if (phase === 'before' && method === 'scores') lane.sis.edit('S1', '81001', { points: 5, exempt: true });
    };
    await sendScores(unit, both);
    expect(lane.methods).toEqual(['writeScores', 'scores']);
    expect(resultOf(unit)).toMatchObject({ sent: ['sc-81002'], kept: ['sc-81001'] });
    expect(unit.draft.score('81001')).toMatchObject({ points: 5, kept: { exempt: true } });
  });

  it('are sent where it is seen to be over', async () => {
    const unit = exempted();
    await sendScores(unit, both);
    expect(resultOf(unit)).toMatchObject({ sent: ['sc-81002', 'sc-81001'], kept: [] });
    expect(unit.draft.score('81001')).toEqual(cell('81001', { points: 5, sentAt: NOW }));
  });

  it('count for nothing as far as anybody knows where the look at it fails', async () => {
    const unit = exempted();
    const failure = transient();
    lane.failOnce('scores', 'before', () => failure);
    await expect(sendScores(unit, both)).rejects.toBe(failure);
    expect(resultOf(unit)).toMatchObject({ sent: ['sc-81002'], kept: ['sc-81001'] });
    expect(unit.draft.score('81001')?.kept).toMatchObject({ seenPoints: null, exempt: true });
  });

  it('are said to be unchecked where nobody can look', async () => {
    lane.sis.areScoresReadable = false;
    const unit = exempted();
    await sendScores(unit, both);
    expect(resultOf(unit)).toMatchObject({ sent: ['sc-81002'], kept: ['sc-81001'] });
    expect(unit.draft.score('81001')).toMatchObject({ uncheckedAt: NOW });
  });

  it.each<[string, Partial<WrittenScore>]>([
    ['is no exemption', { kept: { seenPoints: 9, seenAt: 1 } }],
    ['was refused', { kept: KEPT, ...refused('SIS_REJECTED', 'no') }],
  ])('are what is looked at: not a cell whose edit or row %s', async (_what, changes) => {
    const unit = given(cell('81001', changes));
    const rows = changes.refused ? [{ sisStudentId: '81001', code: 'SIS_REJECTED' as const, message: 'no' }] : [];
    jest.spyOn(lane.tools.gradebook, 'writeScores').mockResolvedValueOnce({ refused: rows });
    await sendScores(unit, [write('81001', 5)]);
    expect(lane.methods).toEqual([]);
    expect(resultOf(unit).sent).toEqual(rows.length > 0 ? [] : ['sc-81001']);
  });
});

describe('students who left', () => {
  beforeEach(() => {
    lane.sis.students = new Set(['81001', '81002']);
  });

  it('are refused in PowerSchool’s words, stop nobody else, and are asked about from then on', async () => {
    const unit = given();
    lane.sis.left.add('81002');
    await sendScores(unit, [write('81001', 5), write('81002', 6)]);
    expect(resultOf(unit)).toMatchObject({
      ...{ sent: ['sc-81001'], refused: [{ scoreId: 'sc-81002', code: 'STUDENT_NOT_ENROLLED' }] },
    });
    expect(unit.draft.score('81002')?.refused?.message).toContain('AssignmentStudentAssociation');
    expect(lane.methods).toEqual(['writeScores']);
    await sendScores(unit, [write('81001', 7)]);
    expect(lane.methods).toEqual(['writeScores', 'enrolledStudents', 'writeScores']);
  });

  it('are not asked about after a row was refused for something else', async () => {
    const unit = given();
    const row = { sisStudentId: '81001', code: 'SIS_REJECTED', message: 'Score too high.' } as const;
    jest.spyOn(lane.tools.gradebook, 'writeScores').mockResolvedValueOnce({ refused: [row] });
    await sendScores(unit, [write('81001', 5)]);
    expect(unit.draft.score('81001')?.refused).toEqual({
      ...{ code: 'SIS_REJECTED', message: 'Score too high.', points: 5, at: NOW },
    });
    expect(lane.tools.memory.hadStudentsWhoLeft(unit.section)).toBe(false);
  });

  it.each<[string, WrittenScore[], string]>([
    ['was never sent', [], IN_OUR_WORDS],
    ['was sent before', [cell('81002')], IN_OUR_WORDS],
    ['was refused before', [cell('81002', refused('STUDENT_NOT_ENROLLED', 'no association'))], 'no association'],
  ])('are not tried where that is known: one whose score %s', async (_what, scores, message) => {
    const unit = given(...scores);
    lane.tools.memory.noteStudentLeft(unit.section);
    lane.sis.left.add('81002');
    await sendScores(unit, [write('81001', 5), write('81002', 6)]);
    expect(lane.methods).toEqual(['enrolledStudents', 'writeScores']);
    expect(resultOf(unit)).toMatchObject({ sent: ['sc-81001'], refused: [{ scoreId: 'sc-81002' }] });
    expect(unit.draft.score('81002')?.refused).toEqual({
      ...{ code: 'STUDENT_NOT_ENROLLED', message, points: 6, at: NOW },
    });
  });

  it('cost no write where all of them did', async () => {
    const unit = given();
    lane.tools.memory.noteStudentLeft(unit.section);
    for (const student of ['81001', '81002']) lane.sis.left.add(student);
    await sendScores(unit, [write('81001', 5), write('81002', 6)]);
    expect(lane.methods).toEqual(['enrolledStudents']);
    expect(resultOf(unit).refused).toHaveLength(2);
  });

  it.each([
    ['is asked about before, and sent once back', 'STUDENT_NOT_ENROLLED', ['enrolledStudents', 'writeScores']],
    ['is just sent where that was for something else', 'SIS_REJECTED', ['writeScores']],
  ] as const)('one of whom a score of this unit was refused %s', async (_what, code, methods) => {
    const unit = given(cell('81001'), cell('81002', refused(code, 'no')));
    await sendScores(unit, [write('81001', 5), write('81002', 6)]);
    expect(lane.methods).toEqual(methods);
    expect(unit.draft.score('81002')).toEqual(cell('81002', { points: 6, sentAt: NOW }));
  });

  it('cannot be told where PowerSchool gives no way to ask: all are tried', async () => {
    lane.sis.students = null;
    const unit = given(cell('81002', refused('STUDENT_NOT_ENROLLED', 'no')));
    await sendScores(unit, [write('81002', 6)]);
    expect(lane.methods).toEqual(['enrolledStudents', 'writeScores']);
  });
});
