import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sharedMongo } from '@passback/local-infrastructure';
import { PLACES, Sequence, STUDENT } from './testing/sequence.fixture.ts';

const ungraded = { scores: { [STUDENT]: null } };
const graded = (points: number) => ({ scores: { [STUDENT]: points } });
const SENT = { unit: 'inSync', score: 'sent', reasons: [] };
const KEPT = { unit: 'inSync', score: 'kept', reasons: ['SIS_EDIT_KEPT'] };
const cell = (points: number | null, exempt = false) => ({ points, exempt });

/** The first that asks for the database starts it. */
beforeAll(async () => void (await sharedMongo()), 300_000);

describe.each(PLACES)('what PowerSchool holds is known or in doubt, over $connector on $ledger', (place) => {
  let play: Sequence;
  beforeEach(async () => {
    play = await Sequence.begin(place);
    await play.night();
    expect(play.cellOf()).toEqual(cell(10));
  });
  afterEach(() => play.end());

  describe('a score that was re-opened in Otus after it was sent', () => {
    beforeEach(async () => {
      await play.otus(ungraded);
      expect((await play.told()).reasons).toContain('SENT_THEN_CLEARED');
    });

    it('and cleared in PowerSchool, as our advice says, is there again once it is graded the same again', async () => {
      play.teacher('clears');
      await play.otus(graded(10));
      expect(await play.told()).toMatchObject({ score: 'due' });
      await play.night();
      expect(play.cellOf()).toEqual(cell(10));
      expect(await play.told()).toEqual(SENT);
    });

    it('and left alone in PowerSchool is sent without a write', async () => {
      const writes = () => play.columns()[0]?.scores[0]?.writes;
      const before = writes();
      await play.otus(graded(10));
      await play.night();
      expect(await play.told()).toEqual(SENT);
      expect(writes()).toBe(before);
    });

    it('and changed in PowerSchool is the teacher’s when it is graded the same, and Otus’s when it is graded anew', async () => {
      play.teacher({ points: 7 });
      await play.otus(graded(10));
      await play.night();
      expect(play.cellOf()).toEqual(cell(7));
      expect(await play.told()).toEqual(KEPT);
      await play.otus(graded(12));
      await play.night();
      expect(play.cellOf()).toMatchObject({ points: 12 });
      expect(await play.told()).toEqual(SENT);
    });
  });

  it('an exemption is a teacher’s edit and kept; once it is taken away the score is there again', async () => {
    await play.otus({ excused: true });
    play.teacher('exempts');
    await play.otus({ excused: false });
    await play.night();
    expect(play.cellOf()).toMatchObject({ exempt: true });
    expect(await play.told()).toEqual(KEPT);
    play.teacher('unexempts');
    play.teacher('clears');
    await play.night({ redrive: true, repair: 'missing' });
    expect(play.cellOf()).toEqual(cell(10));
    expect(await play.told()).toEqual(SENT);
  });

  it('a column that was deleted while its unit was withdrawn is never called in sync; a redrive makes it again', async () => {
    await play.otus({ withdrawn: true });
    play.deleteColumn();
    await play.otus({ withdrawn: false });
    expect(await play.told()).toMatchObject({ unit: 'due' });
    await play.night();
    expect(await play.told()).toMatchObject({ unit: 'rejected', reasons: ['SIS_ASSIGNMENT_DELETED'] });
    await play.night({ redrive: true });
    expect(play.cellOf()).toEqual(cell(10));
    expect(await play.told()).toEqual(SENT);
  });

  it('a write whose reply was lost is undone where Otus takes it back before it is tried again', async () => {
    await play.otus(graded(20));
    await play.nightWithLostReply();
    expect(play.cellOf()).toEqual(cell(20));
    await play.otus(graded(10));
    expect(await play.told()).toMatchObject({ score: 'due' });
    await play.night();
    expect(play.cellOf()).toEqual(cell(10));
    expect(await play.told()).toEqual(SENT);
  });

  it('a write whose reply was lost is found to be done; an edit since then stays', async () => {
    await play.otus(graded(20));
    await play.nightWithLostReply();
    await play.night();
    expect(await play.told()).toEqual(SENT);
    await play.otus(graded(21));
    await play.nightWithLostReply();
    play.teacher({ points: 25 });
    await play.night();
    expect(play.cellOf()).toEqual(cell(25));
    expect(await play.told()).toEqual(KEPT);
  });

  it.each([
    ['within one lane', false],
    ['with another process each time', true],
  ])(
    'a class linked to another section and back keeps one column in each, and the edit in the first: %s',
    async (_how, restarts) => {
      await play.otus({ sectionId: '85002' });
      await play.night();
      if (restarts) await play.restart();
      play.teacher({ points: 29 });
      await play.otus({ sectionId: '85001' });
      await play.night();
      expect([play.columns(85001).length, play.columns(85002).length]).toEqual([1, 1]);
      expect(play.cellOf()).toEqual(cell(29));
      expect(await play.told()).toEqual(KEPT);
      if (restarts) await play.restart();
      await play.otus({ sectionId: '85002' });
      await play.night();
      expect([play.columns(85001).length, play.columns(85002).length]).toEqual([1, 1]);
      expect(await play.told()).toEqual(SENT);
    },
  );

  it('points that are the same once they are rounded are unchanged, and an edit of them stays', async () => {
    await play.otus(graded(0.1 + 0.2));
    await play.night();
    expect(play.cellOf()).toEqual(cell(0.3));
    play.teacher({ points: 5 });
    await play.otus(graded(0.3));
    await play.night();
    expect(play.cellOf()).toEqual(cell(5));
  });

  it('a score that Otus changed and changed back before a night is looked at before it is called sent', async () => {
    play.teacher({ points: 28 });
    await play.otus(graded(21));
    await play.otus(graded(10));
    await play.night();
    expect(play.cellOf()).toEqual(cell(28));
    expect(await play.told()).toEqual(KEPT);
  });

  it('of two students of Otus with one in PowerSchool the one that was sent keeps the cell, in whatever order they come', async () => {
    const rival = { scoreId: 'sc-0', studentId: 'otus-rival', sisStudentId: String(STUDENT), points: 3 };
    await play.otus({ rivals: [rival], rivalsFirst: true });
    await play.night();
    await play.otus({ rivals: [rival], rivalsFirst: false });
    await play.night();
    expect(play.cellOf()).toEqual(cell(10));
    const { scores } = await play.explanation();
    const said = scores.map(({ scoreId, state, reasons, notices }) => [
      ...[scoreId, state],
      ...[...reasons, ...notices].map(({ code }) => code),
    ]);
    expect(said).toContainEqual([`sc-${STUDENT}`, 'sent', 'STUDENT_NOT_LINKED']);
    expect(said).toContainEqual(['sc-0', 'held', 'STUDENT_NOT_LINKED']);
  });

  it('a teacher’s rename stays when only the due date changes in Otus, and a teacher’s due date when only the title does', async () => {
    const [{ assignmentId, assignmentSectionId } = { assignmentId: 0, assignmentSectionId: 0 }] = play.columns();
    play.sis.gradebook.renameAssignment({ assignmentId, name: 'Renamed (S1)' });
    await play.otus({ dueDate: '2026-11-24' });
    await play.night();
    expect(play.columns()).toMatchObject([{ name: 'Renamed (S1)', dueDate: '2026-11-24' }]);
    expect((await play.explanation()).sis?.keptFields).toEqual(['title']);
    play.sis.gradebook.changeDueDate({ assignmentSectionId, dueDate: '2026-11-30' });
    await play.otus({ title: 'Final' });
    await play.night();
    expect(play.columns()).toMatchObject([{ name: 'Final (S1)', dueDate: '2026-11-30' }]);
  });

  it('of two units of one identifier in one section the second gets no column and not the first’s, and says so', async () => {
    const twin = { id: 's2', identifier: 'S1', scores: { 81002: 4 } };
    await play.world.night([twin], { runId: 'night-twin' });
    await play.world.settled();
    expect(play.columns()).toHaveLength(1);
    expect(await play.told('s2')).toMatchObject({ unit: 'rejected', reasons: ['SIS_DUPLICATE_ASSIGNMENT'] });
    await play.restart();
    await play.world.night([{ ...twin, revision: 2 }], { runId: 'night-twin-2' });
    await play.world.settled();
    expect(play.columns()).toHaveLength(1);
    expect(await play.told('s2')).toMatchObject({ unit: 'rejected' });
    expect(await play.told()).toEqual(SENT);
  });

  it('a student who is no longer in the snapshot stays in the explanation, with what to do', async () => {
    await play.otus({ scores: { 81002: 4 } });
    await play.night();
    const { scores } = await play.explanation();
    expect(scores.map(({ scoreId, state, sentPoints }) => [scoreId, state, sentPoints])).toEqual([
      ['sc-81002', 'sent', 4],
      [`sc-${STUDENT}`, 'held', 10],
    ]);
    expect(scores[1]?.reasons[0]).toMatchObject({ code: 'SENT_THEN_CLEARED', who: 'teacher' });
  });

  it('a check only looks: an edit and a deleted column are told of, nothing is written, and what is as it was sent is known to be', async () => {
    const writes = () => play.columns()[0]?.scores[0]?.writes;
    await play.check();
    expect((await play.world.unit('s1')).sis.assignment?.checkedAt).toBeGreaterThan(0);
    play.teacher('clears');
    const before = writes();
    await play.check();
    expect([play.cellOf()?.points ?? null, writes()]).toEqual([null, before]);
    expect(await play.told()).toEqual(KEPT);
    play.deleteColumn();
    await play.check();
    expect(play.columns()).toEqual([]);
    expect(await play.told()).toMatchObject({ unit: 'rejected', reasons: ['SIS_ASSIGNMENT_DELETED'] });
  });

  it('two thirds go out, alone and beside others', async () => {
    await play.otus({ scores: { [STUDENT]: 20 / 3, 81002: 7 } });
    await play.night();
    expect(play.cellOf()?.points).toBeCloseTo(6.666667, 6);
    expect(await play.told()).toEqual(SENT);
  });
});
