import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PowerSchoolSimulator } from '@passback/simulators';
import { createOneRosterGradebook } from '../oneroster/gradebook.ts';
import type { Gradebook, SectionRef } from '../port/gradebook.ts';
import { ANN, openSchool, QUIZZES, SECTION_DCID, settingsFor, TEACHER } from '../school.fixture.ts';
import { createXteGradebook } from '../xte/gradebook.ts';
import { createUnpacedTransport } from './unpaced-transport.fixture.ts';

const SECTION: SectionRef = {
  schoolId: '100',
  sectionId: String(SECTION_DCID),
  teacherId: String(TEACHER),
  termId: '3600',
};
const NEW = {
  title: 'Unit 3 test (S130545)',
  dueDate: '2026-11-20',
  totalPoints: 12,
  unitId: 'sa-9001',
  identifier: 'S130545',
  categoryId: String(QUIZZES),
};
const ROW = [{ sisStudentId: String(ANN), points: 9 }];

describe.each([
  ['xte', createXteGradebook],
  ['oneroster', createOneRosterGradebook],
] as const)('the %s connector without a socket', (connector, create) => {
  let simulator: PowerSchoolSimulator;
  let gradebook: Gradebook;
  beforeEach(async () => {
    simulator = await openSchool({ listen: false });
    const settings = settingsFor(simulator, { connector });
    gradebook = create(createUnpacedTransport(simulator.exchange), settings);
  });
  afterEach(() => simulator.stop());

  test('writes and reads as with one', async () => {
    const ref = await gradebook.createAssignment(SECTION, NEW);
    await expect(gradebook.writeScores(SECTION, ref, ROW, '2026-10-20')).resolves.toEqual({ refused: [] });
    await expect(gradebook.scores(SECTION, [ref])).resolves.toEqual(
      new Map([[ref.assignmentId, [{ sisStudentId: String(ANN), points: 9, exempt: false }]]]),
    );
  });

  test('asks again at once where it is throttled, and not for ever', async () => {
    await gradebook.authenticate();
    const fault = simulator.faults.add({ action: { kind: 'throttle', seconds: 60 }, count: 5 });
    await gradebook.createAssignment(SECTION, NEW);
    expect(fault.hits()).toBe(5);
    simulator.faults.add({ action: { kind: 'tooManyRequests' } });
    await expect(gradebook.assignments(SECTION)).rejects.toMatchObject({ class: 'throttled', uncertain: false });
  });

  test('leaves a write in doubt whose answer is lost, but not one that was never sent, nor a read', async () => {
    const ref = await gradebook.createAssignment(SECTION, NEW);
    const write = () => gradebook.writeScores(SECTION, ref, ROW, '2026-10-20');
    simulator.faults.add({ match: { method: 'PUT' }, action: { kind: 'late' }, count: 1 });
    await expect(write()).rejects.toMatchObject({ class: 'transient', uncertain: true });
    expect(simulator.gradebook.columns(SECTION_DCID)[0]?.scores).toEqual([]);
    simulator.late.carryOut();
    expect(simulator.gradebook.columns(SECTION_DCID)[0]?.scores).toMatchObject([{ points: 9 }]);
    simulator.faults.add({ match: { method: 'GET' }, action: { kind: 'hang' }, count: 1 });
    await expect(gradebook.assignments(SECTION)).rejects.toMatchObject({ class: 'transient', uncertain: false });
    await simulator.goDown();
    await expect(write()).rejects.toMatchObject({ class: 'transient', uncertain: false });
  });
});
