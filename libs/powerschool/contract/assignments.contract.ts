import { describe, expect, test } from '@jest/globals';
import { ANN, BEN, OLD, QUIZZES, SECTION_DCID, TESTS } from '../school.fixture.ts';
import { type ContractWorld, DATE } from './contract-world.fixture.ts';

/** Contract: what an assignment of the gradebook goes through. */
export function describeAssignments(world: ContractWorld): void {
  describe('an assignment', () => {
    test('is made as asked, and read back', async () => {
      const ref = await world.create();
      expect(world.column()).toMatchObject({
        name: world.newAssignment.title,
        dueDate: world.newAssignment.dueDate,
        pointsPossible: 12,
        scoreType: 'POINTS',
        category: 'Quizzes',
        countedInFinalGrade: true,
        modifiedBy: 'plugin',
      });
      const read = { ref, ...world.fields, categoryId: world.category(QUIZZES) };
      await expect(world.gradebook.assignment(world.section, ref)).resolves.toEqual(read);
      await expect(world.gradebook.assignments(world.section)).resolves.toEqual([read]);
      expect(world.simulator.requests.counters().writes).toBe(1);
    });

    test('changes title, date and points, and stays in the category where a teacher moved it', async () => {
      const ref = await world.create();
      const { assignmentSectionId } = world.column();
      world.simulator.gradebook.moveCategory({ assignmentSectionId, categoryId: TESTS });
      await world.gradebook.updateAssignment(world.section, ref, {
        title: 'New (S130545)',
        dueDate: '2026-12-01',
        totalPoints: 20,
      });
      expect(world.column()).toMatchObject({
        assignmentSectionId,
        name: 'New (S130545)',
        dueDate: '2026-12-01',
        pointsPossible: 20,
        category: 'Tests',
        scoreType: 'POINTS',
      });
    });

    test.each([
      ['title', { title: 'New (S130545)' }, { name: 'New (S130545)' }],
      ['due date', { dueDate: '2026-12-02' }, { dueDate: '2026-12-02' }],
      ['points', { totalPoints: 20 }, { pointsPossible: 20 }],
      ['category', { categoryId: world.category(QUIZZES) }, { category: 'Quizzes' }],
    ] as const)('of which only the %s changes keeps all else that a teacher changed', async (_what, change, after) => {
      const ref = await world.create();
      const { assignmentId, assignmentSectionId } = world.column();
      const { gradebook } = world.simulator;
      gradebook.renameAssignment({ assignmentId, name: 'By hand (S130545)' });
      gradebook.changeDueDate({ assignmentSectionId, dueDate: '2026-11-30' });
      gradebook.changePoints({ assignmentId, points: 15 });
      gradebook.moveCategory({ assignmentSectionId, categoryId: TESTS });
      await world.gradebook.updateAssignment(world.section, ref, change);
      expect(world.column()).toMatchObject({
        name: 'By hand (S130545)',
        dueDate: '2026-11-30',
        pointsPossible: 15,
        category: 'Tests',
        scoreType: 'POINTS',
        ...after,
      });
    });

    test('moves to a category that is given', async () => {
      const ref = await world.create();
      await world.gradebook.updateAssignment(world.section, ref, { categoryId: world.category(TESTS) });
      expect(world.column()).toMatchObject({ name: world.newAssignment.title, category: 'Tests' });
    });

    test('stays in a category that was made inactive since', async () => {
      const ref = await world.create();
      world.simulator.gradebook.deactivateCategory({ categoryId: QUIZZES });
      await world.gradebook.updateAssignment(world.section, ref, { title: 'New (S130545)' });
      expect(world.column()).toMatchObject({ name: 'New (S130545)', category: 'Quizzes' });
    });

    test('keeps its scores when its points change', async () => {
      const ref = await world.create();
      await world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN, BEN), DATE);
      await world.gradebook.updateAssignment(world.section, ref, { totalPoints: 24 });
      expect(world.cells()).toEqual({ [ANN]: 8.5, [BEN]: 9.5 });
    });

    test('is not written where it is so already', async () => {
      const ref = await world.create();
      await world.gradebook.updateAssignment(world.section, ref, world.fields);
      expect(world.simulator.requests.counters().writes).toBe(1);
    });

    test('that a teacher deleted is found to be', async () => {
      const ref = await world.create();
      world.simulator.gradebook.deleteAssignment({ assignmentId: world.column().assignmentId });
      await expect(world.gradebook.assignment(world.section, ref)).resolves.toBeNull();
      await expect(world.gradebook.assignments(world.section)).resolves.toEqual([]);
      const deleted = { class: 'deleted', code: 'SIS_ASSIGNMENT_DELETED' };
      await expect(world.gradebook.updateAssignment(world.section, ref, { title: 'x' })).rejects.toMatchObject(deleted);
      await expect(
        world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN, BEN), DATE),
      ).rejects.toMatchObject(deleted);
      expect(world.simulator.gradebook.columns(SECTION_DCID)).toEqual([]);
    });

    test.each([
      ['an inactive category', { categoryId: world.category(OLD) }, 'CATEGORY_INACTIVE'],
      ['a category of nobody', { categoryId: world.category(9999) }, 'CATEGORY_INACTIVE'],
      ['a date outside the term', { dueDate: '2027-08-20' }, 'SIS_REJECTED'],
      ['a name that is too long', { title: `${'x'.repeat(60)} (S130545)` }, 'SIS_REJECTED'],
      ['too many points', { totalPoints: 10_000 }, 'SIS_REJECTED'],
    ])("with %s is the unit's fault, in PowerSchool's words", async (_what, change, code) => {
      await expect(
        world.gradebook.createAssignment(world.section, { ...world.newAssignment, ...change }),
      ).rejects.toMatchObject({
        class: 'unit',
        code,
        uncertain: false,
        message: expect.stringMatching(/\w{4}/),
      });
      expect(world.simulator.gradebook.columns(SECTION_DCID)).toEqual([]);
    });

    test.each(['before', 'after'] as const)(
      'whose reply is lost (reset %s the work) is in doubt, and found again by its identifier',
      async (when) => {
        world.once(world.subject.routes.create, { kind: 'reset' }, when);
        await expect(world.create()).rejects.toMatchObject({ class: 'transient', uncertain: true });
        const found = await world.gradebook.assignments(world.section);
        expect(found.filter(({ title }) => title.endsWith('(S130545)'))).toHaveLength(when === 'after' ? 1 : 0);
      },
    );
  });
}
