import { describe, expect, test } from '@jest/globals';
import { ANN, BEN, CLEO, DAN, SECTION_DCID } from '../school.fixture.ts';
import { type ContractWorld, DATE } from './contract-world.fixture.ts';

/** Contract: the cells of an assignment. */
export function describeScores(world: ContractWorld): void {
  describe('scores', () => {
    test('are written and read back, and written again over themselves', async () => {
      const ref = await world.create();
      await expect(world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN, BEN), DATE)).resolves.toEqual({
        refused: [],
      });
      await world.gradebook.writeScores(world.section, ref, [{ sisStudentId: world.student(ANN), points: 13 }], DATE);
      expect(world.cells()).toEqual({ [ANN]: 13, [BEN]: 9.5 });
      await expect(world.read(ref)).resolves.toEqual([
        { sisStudentId: world.student(ANN), points: 13, exempt: false },
        { sisStudentId: world.student(BEN), points: 9.5, exempt: false },
      ]);
    });

    test('show what a teacher did: edited, cleared, exempted', async () => {
      const ref = await world.create();
      await world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN, BEN, CLEO), DATE);
      const { assignmentSectionId } = world.column();
      world.simulator.gradebook.setScore({ assignmentSectionId, studentDcid: ANN, points: 3 });
      world.simulator.gradebook.clearScore({ assignmentSectionId, studentDcid: BEN });
      world.simulator.gradebook.exemptScore({ assignmentSectionId, studentDcid: CLEO });
      const read = new Map((await world.read(ref)).map((cell) => [cell.sisStudentId, cell]));
      expect(read.get(world.student(ANN))).toMatchObject({ points: 3, exempt: false });
      expect(read.has(world.student(BEN))).toBe(false);
      expect(read.get(world.student(CLEO))).toMatchObject({ exempt: true });
    });

    test('leave exempt whom a teacher exempted, with the points in the cell', async () => {
      const ref = await world.create();
      await world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN, BEN), DATE);
      const { assignmentSectionId } = world.column();
      world.simulator.gradebook.exemptScore({ assignmentSectionId, studentDcid: ANN });
      await expect(world.read(ref)).resolves.toMatchObject([{ points: 8.5, exempt: true }, { exempt: false }]);
      await world.gradebook.writeScores(world.section, ref, world.rowsFor(BEN, ANN), DATE);
      await expect(world.read(ref)).resolves.toEqual([
        { sisStudentId: world.student(ANN), points: 9.5, exempt: true },
        { sisStudentId: world.student(BEN), points: 8.5, exempt: false },
      ]);
      world.simulator.gradebook.exemptScore({ assignmentSectionId, studentDcid: ANN, exempt: false });
      await expect(world.read(ref)).resolves.toMatchObject([{ points: 9.5, exempt: false }, {}]);
    });

    test('of whatever decimals are taken, rounded to six', async () => {
      const ref = await world.create();
      const rows = [20 / 3, 0.1 + 0.2, 1e-9].map((points, n) => ({
        sisStudentId: world.student([ANN, BEN, CLEO][n] ?? ANN),
        points,
      }));
      await expect(world.gradebook.writeScores(world.section, ref, rows, DATE)).resolves.toEqual({ refused: [] });
      expect(world.cells()).toEqual({ [ANN]: 6.666667, [BEN]: 0.3, [CLEO]: 0 });
    });

    test('that are refused with a 400 are found one by one, and the others are written', async () => {
      const ref = await world.create();
      const rows = world.rowsFor(ANN, BEN, CLEO, DAN).map((row, n) => (n === 2 ? { ...row, points: NaN } : row));
      const { refused } = await world.gradebook.writeScores(world.section, ref, rows, DATE);
      expect(refused).toMatchObject([{ sisStudentId: world.student(CLEO), code: 'SIS_REJECTED' }]);
      expect(world.cells()).toEqual({ [ANN]: 8.5, [BEN]: 9.5, [DAN]: 11.5 });
    });

    test('leave the comment of a teacher where it is', async () => {
      const ref = await world.create();
      await world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN), DATE);
      const { assignmentSectionId } = world.column();
      world.simulator.gradebook.setScore({ assignmentSectionId, studentDcid: ANN, points: 3, comment: 'Well done' });
      await world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN, BEN), DATE);
      const cells = world.simulator.gradebook.store.assignmentSections.get(assignmentSectionId)?.scores;
      expect(cells?.get(ANN)).toMatchObject({ points: 8.5, comment: 'Well done' });
      expect(cells?.get(BEN)).toMatchObject({ points: 9.5, comment: null });
    });

    test('of an empty assignment are none', async () => {
      const ref = await world.create();
      await expect(world.gradebook.scores(world.section, [ref])).resolves.toEqual(new Map([[ref.assignmentId, []]]));
      await expect(world.gradebook.writeScores(world.section, ref, [], DATE)).resolves.toEqual({ refused: [] });
    });

    test('of several assignments are read together, those of one that is gone as none', async () => {
      const { gradebook, section } = world;
      const refs = [];
      for (const n of [1, 2, 3]) {
        refs.push(await gradebook.createAssignment(section, { ...world.newAssignment, unitId: `sa-${n}` }));
      }
      const [one, two, gone] = refs;
      if (one === undefined || two === undefined || gone === undefined) throw new Error('not three');
      await gradebook.writeScores(section, one, world.rowsFor(ANN, BEN), DATE);
      await gradebook.writeScores(section, gone, world.rowsFor(ANN), DATE);
      const column = world.simulator.gradebook.columns(SECTION_DCID).at(-1);
      world.simulator.gradebook.deleteAssignment({ assignmentId: column?.assignmentId ?? 0 });
      await expect(gradebook.scores(section, refs)).resolves.toEqual(
        new Map([
          [
            one.assignmentId,
            [
              { sisStudentId: world.student(ANN), points: 8.5, exempt: false },
              { sisStudentId: world.student(BEN), points: 9.5, exempt: false },
            ],
          ],
          [two.assignmentId, []],
          [gone.assignmentId, []],
        ]),
      );
      await expect(gradebook.scores(section, [gone])).resolves.toEqual(new Map([[gone.assignmentId, []]]));
      await expect(gradebook.scores(section, [])).resolves.toEqual(new Map());
    });

    test('of a student who left do not stop the others', async () => {
      const ref = await world.create();
      world.simulator.gradebook.dropStudent({ sectionDcid: SECTION_DCID, studentDcid: BEN });
      const { refused } = await world.gradebook.writeScores(
        world.section,
        ref,
        world.rowsFor(ANN, BEN, CLEO, DAN),
        DATE,
      );
      expect(refused).toEqual([
        { sisStudentId: world.student(BEN), code: 'STUDENT_NOT_ENROLLED', message: expect.stringContaining('tudent') },
      ]);
      expect(world.cells()).toEqual({ [ANN]: 8.5, [CLEO]: 10.5, [DAN]: 11.5 });
    });

    test('of a student whom PowerSchool does not know do not stop the others', async () => {
      const ref = await world.create();
      const { refused } = await world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN, 99_999), DATE);
      expect(refused).toMatchObject([{ sisStudentId: world.student(99_999), code: 'STUDENT_NOT_ENROLLED' }]);
      expect(world.cells()).toEqual({ [ANN]: 8.5 });
    });

    test("of a locked assignment are the unit's fault", async () => {
      const ref = await world.create();
      world.simulator.gradebook.lockAssignment({ assignmentSectionId: world.column().assignmentSectionId });
      const written = world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN, BEN, CLEO), DATE);
      await expect(written).rejects.toMatchObject({
        class: 'unit',
        code: 'SIS_REJECTED',
        message: expect.stringContaining('locked'),
      });
    });

    test('whose reply is lost are in doubt, and sent again do no harm', async () => {
      const ref = await world.create();
      world.once(world.subject.routes.scores, { kind: 'reset' }, 'after');
      await expect(world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN), DATE)).rejects.toMatchObject({
        class: 'transient',
        uncertain: true,
      });
      await world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN), DATE);
      expect(world.cells()).toEqual({ [ANN]: 8.5 });
    });
  });
}
