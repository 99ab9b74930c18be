import { describe, expect, test } from '@jest/globals';
import { ANN, BEN, CLEO, DAN, OLD, QUIZZES, SECTION_DCID, TESTS } from '../school.fixture.ts';
import { type ContractWorld, DATE } from './contract-world.fixture.ts';

/** Contract: what is read around the gradebook. */
export function describeSurroundings(world: ContractWorld): void {
  describe('what stands around the gradebook', () => {
    test('terms have both ends inside', async () => {
      const terms = await world.gradebook.terms(world.section.schoolId, [2026]);
      const quarter = { schoolId: world.section.schoolId, name: 'Quarter 2', start: '2026-10-12', end: '2026-12-18' };
      expect(terms).toContainEqual(expect.objectContaining(quarter));
      expect(terms.map(({ start }) => start)).not.toContain('2025-08-18');
      await expect(world.gradebook.terms(world.section.schoolId, [2025, 2026])).resolves.toHaveLength(terms.length + 1);
      await expect(world.gradebook.terms(world.section.schoolId, [2019])).resolves.toEqual([]);
    });

    test('terms tell by what sections name them', async () => {
      const terms = await world.gradebook.terms(world.section.schoolId, [2026]);
      const named = (id: string): string[] => terms.filter(({ ids }) => ids.includes(id)).map(({ name }) => name);
      expect(['3600', '3601', '3603', '3604'].map(named)).toEqual([
        ...[['2026-2027'], ['Semester 1'], ['Quarter 1'], ['Quarter 2']],
      ]);
    });

    test('terms of a school that PowerSchool does not have are an error', async () => {
      await expect(world.gradebook.terms('777', [2026])).rejects.toMatchObject({
        class: 'unit',
      });
    });

    test('lists come whole, however small the pages', async () => {
      world.simulator.settings.maxPageSize = 2;
      await expect(world.gradebook.terms(world.section.schoolId, [2026])).resolves.toHaveLength(4);
      await expect(world.gradebook.categories(world.section)).resolves.toHaveLength(3);
      await expect(world.gradebook.enrolledStudents(world.section)).resolves.toHaveProperty('size', 4);
      const ref = await world.create();
      await world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN, BEN, CLEO), DATE);
      await expect(world.read(ref)).resolves.toHaveLength(3);
    });

    test("categories are the teacher's of the year", async () => {
      const categories = await world.gradebook.categories(world.section);
      expect(categories).toEqual([
        { categoryId: world.category(QUIZZES), name: 'Quizzes', active: true },
        { categoryId: world.category(TESTS), name: 'Tests', active: true },
        { categoryId: world.category(OLD), name: 'Old', active: false },
      ]);
    });

    test('a section is known to be there or not', async () => {
      await expect(world.gradebook.hasSection(world.section)).resolves.toBe(true);
      await expect(world.gradebook.hasSection({ ...world.section, sectionId: '9' })).resolves.toBe(false);
    });

    test('students are those who are there today', async () => {
      world.simulator.gradebook.dropStudent({ sectionDcid: SECTION_DCID, studentDcid: BEN });
      await expect(world.gradebook.enrolledStudents(world.section)).resolves.toEqual(
        new Set([ANN, CLEO, DAN].map((dcid) => world.student(dcid))),
      );
    });
  });

  test('a throttle that is told is kept, and all calls get through', async () => {
    await world.disconnect();
    world.simulator.throttle.set(20, 15);
    world.connect({ minIntervalMs: 20 });
    const ref = await world.create();
    await world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN, BEN, CLEO, DAN), DATE);
    await Promise.all(Array.from({ length: 10 }, () => world.gradebook.assignments(world.section)));
    expect(Object.keys(world.cells())).toHaveLength(4);
  });
}
