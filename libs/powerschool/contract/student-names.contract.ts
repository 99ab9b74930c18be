import { beforeEach, describe, expect, test } from '@jest/globals';
import { ANN, BEN, CLEO, DAN, SECTION_DCID } from '../school.fixture.ts';
import type { ContractWorld } from './contract-world.fixture.ts';

const NAMES: readonly (readonly [dcid: number, name: string])[] = [
  [ANN, 'Ames, Ann'],
  [BEN, 'Boyd, Ben'],
  [CLEO, "O'Neil, Cléo"],
  [DAN, 'Diaz, Dan'],
];

/** Contract: the names of a section's students. */
export function describeStudentNames(world: ContractWorld): void {
  describe('the names of a section', () => {
    beforeEach(() => {
      const students = [...NAMES.map(([dcid, name]) => ({ dcid, name })), { dcid: 81999, name: 'Else, Somebody' }];
      world.simulator.gradebook.seed({ students });
    });
    const names = () => world.gradebook.studentNames(world.section);
    const namesOf = (...dcids: readonly number[]) =>
      new Map(NAMES.filter(([dcid]) => dcids.includes(dcid)).map(([dcid, name]) => [world.student(dcid), name]));

    test('are of those who are there today', async () => {
      await expect(names()).resolves.toEqual(namesOf(ANN, BEN, CLEO, DAN));
      world.simulator.gradebook.dropStudent({ sectionDcid: SECTION_DCID, studentDcid: BEN });
      await expect(names()).resolves.toEqual(namesOf(ANN, CLEO, DAN));
    });

    test('come whole in pages of half of them', async () => {
      world.simulator.settings.maxPageSize = 2;
      await expect(names()).resolves.toEqual(namesOf(ANN, BEN, CLEO, DAN));
    });

    test('are of nobody in a section without students', async () => {
      await expect(world.gradebook.studentNames({ ...world.section, sectionId: '85002' })).resolves.toEqual(new Map());
    });

    test.each([
      [403, 'No access'],
      [404, 'Not found'],
      [501, 'Not implemented'],
    ])('are not to be had where that alone is refused with %i', async (status, message) => {
      world.once(world.subject.routes.names, { kind: 'status', status, message });
      await expect(names()).resolves.toBeNull();
      await expect(world.gradebook.assignments(world.section)).resolves.toEqual([]);
    });

    test('are not to be had where that alone is refused with 401 to a token that is new', async () => {
      world.simulator.faults.add({ match: world.subject.routes.names, action: { kind: 'unauthorized' } });
      await expect(names()).resolves.toBeNull();
      await expect(world.gradebook.assignments(world.section)).resolves.toEqual([]);
    });

    test('are an error of the district where its credentials are refused', async () => {
      world.simulator.access.revokeCredentials();
      await expect(names()).rejects.toMatchObject({ class: 'district', code: 'SIS_CREDENTIALS' });
    });

    test('are an error where PowerSchool is not well or away', async () => {
      world.once(world.subject.routes.names, { kind: 'badGateway' });
      await expect(names()).rejects.toMatchObject({ class: 'transient', code: 'SIS_UNAVAILABLE' });
      await world.simulator.goDown();
      await expect(names()).rejects.toMatchObject({ class: 'transient', code: 'SIS_UNAVAILABLE' });
      await world.simulator.comeBack();
    });
  });
}
