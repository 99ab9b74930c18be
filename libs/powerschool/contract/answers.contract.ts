import { describe, expect, test } from '@jest/globals';
import type { PowerSchoolSimulator } from '@passback/simulators';
import { HASTE_MS } from '../patience.fixture.ts';
import { ANN, BEN } from '../school.fixture.ts';
import { type ContractWorld, DATE } from './contract-world.fixture.ts';

/** Contract: every kind of answer that PowerSchool may give. */
export function describeAnswers(world: ContractWorld): void {
  describe('an answer', () => {
    test.each([
      ['a page', { kind: 'html' }],
      ['a page of a proxy', { kind: 'html', status: 502 }],
      ['cut off', { kind: 'truncated' }],
      ['cut off with the connection', { kind: 'truncated', cut: 'connection' }],
      ['of 10 MB', { kind: 'huge' }],
      ['500', { kind: 'serverError' }],
      ['502', { kind: 'badGateway' }],
      ['503 without a time', { kind: 'unavailable' }],
    ] as const)('that is %s is transient, and a write is in doubt', async (_what, action) => {
      const ref = await world.create();
      world.once(world.subject.routes.scores, action, 'after');
      const transient = { class: 'transient', code: 'SIS_UNAVAILABLE' };
      await expect(world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN), DATE)).rejects.toMatchObject({
        ...transient,
        uncertain: true,
      });
      world.simulator.faults.add({ action, count: 1 });
      await expect(world.gradebook.assignments(world.section)).rejects.toMatchObject({
        ...transient,
        uncertain: false,
      });
      await expect(world.gradebook.assignments(world.section)).resolves.toHaveLength(1);
    });

    test('that does not come within the time is transient', async () => {
      const ref = await world.create();
      await world.disconnect();
      world.connect({ timeoutMs: HASTE_MS });
      const fault = world.once(world.subject.routes.scores, { kind: 'hang' });
      let failure: unknown;
      // Where this machine is slow, what comes before the write may be too late as well.
      do
        failure = await world.gradebook
          .writeScores(world.section, ref, world.rowsFor(ANN), DATE)
          .catch((error: unknown) => error);
      while (fault.hits() === 0);
      expect(failure).toMatchObject({ class: 'transient', uncertain: true });
    });

    test('that nobody gives, as PowerSchool is down, leaves nothing in doubt', async () => {
      await world.gradebook.authenticate();
      await world.simulator.goDown();
      await expect(world.create()).rejects.toMatchObject({ class: 'transient', uncertain: false });
      await world.simulator.comeBack();
      await expect(world.create()).resolves.toBeDefined();
    });

    test('401 gets a new token, once', async () => {
      await world.gradebook.authenticate();
      world.simulator.access.expireTokens();
      await expect(world.create()).resolves.toBeDefined();
      world.once(world.subject.routes.scores, { kind: 'unauthorized' });
      const ref = await world.create();
      await expect(world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN), DATE)).resolves.toEqual({
        refused: [],
      });
    });

    test('412 is asked again at once, once', async () => {
      const ref = await world.create();
      world.once(world.subject.routes.scores, { kind: 'resubmit' });
      await expect(world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN), DATE)).resolves.toEqual({
        refused: [],
      });
      world.simulator.faults.add({ match: world.subject.routes.scores, action: { kind: 'resubmit' }, count: 2 });
      await expect(world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN), DATE)).rejects.toMatchObject({
        class: 'transient',
      });
    });

    test.each([
      ['403 rate limit', { kind: 'throttle', text: 'API rate limit: wait 0.02 seconds' }],
      ['429', { kind: 'tooManyRequests', retryAfterSeconds: 0 }],
      ['503 with Retry-After', { kind: 'unavailable', retryAfterSeconds: 0 }],
    ] as const)('%s is waited out', async (_what, action) => {
      world.simulator.faults.add({ action, count: 2 });
      const ref = await world.create();
      expect(world.column().name).toBe(world.newAssignment.title);
      world.simulator.faults.add({ match: world.subject.routes.scores, action, count: 1 });
      await expect(world.gradebook.writeScores(world.section, ref, world.rowsFor(ANN, BEN), DATE)).resolves.toEqual({
        refused: [],
      });
      expect(world.cells()).toEqual({ [ANN]: 8.5, [BEN]: 9.5 });
    });

    test.each([
      [
        'credentials that were taken back',
        (sim: PowerSchoolSimulator) => sim.access.revokeCredentials(),
        'SIS_CREDENTIALS',
      ],
      [
        'a plugin that is disabled',
        (sim: PowerSchoolSimulator) => void (sim.access.enabled = false),
        'SIS_CREDENTIALS',
      ],
      [
        'columns that were not granted',
        (sim: PowerSchoolSimulator) => void (sim.access.gradebookWrite = false),
        'SIS_ACCESS_DENIED',
      ],
    ])("for %s is the district's", async (_what, happens, code) => {
      await world.gradebook.authenticate();
      happens(world.simulator);
      await expect(world.create()).rejects.toMatchObject({ class: 'district', code, uncertain: false });
    });

    test("for a section that the teacher does not teach is the unit's", async () => {
      world.once(world.subject.routes.create, { kind: 'notTeaching' });
      await expect(world.create()).rejects.toMatchObject({
        class: 'unit',
        code: 'SIS_REJECTED',
        message: expect.stringContaining('does not teach'),
      });
    });

    test.each([409, 418, 422])("%i with words nobody knows is the unit's, with those words", async (status) => {
      const ref = await world.create();
      world.once(world.subject.routes.update, { kind: 'status', status, message: 'Words nobody knows' });
      const update = world.gradebook.updateAssignment(world.section, ref, { title: 'x' });
      await expect(update).rejects.toMatchObject({
        class: 'unit',
        code: 'SIS_REJECTED',
        message: expect.stringContaining('Words nobody knows'),
      });
    });
  });
}
