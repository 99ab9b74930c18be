import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { explainSectionAssessment } from '@passback/domain';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { S1 } from './testing/paths.fixture.ts';
import { columnsOf, connectGradebook, openSimulated } from './testing/simulated-powerschool.fixture.ts';
import { FAST_RETRY, gate, LEASE_MS } from './testing/world.fixture.ts';

/** The first create is cut off after this; the others have to answer in it on a busy machine too. */
const TIMEOUT_MS = 3_000;
const QUIET_TIMEOUTS = 60;
const QUIET_MS = QUIET_TIMEOUTS * TIMEOUT_MS;
const CREATE = 'POST /ws/xte/section/assignment';
const LIST = 'GET /ws/xte/section/assignment';
const PARTS = {
  createGradebook: connectGradebook,
  retry: { ...FAST_RETRY, createQuietTimeouts: QUIET_TIMEOUTS },
};

type Simulated = Awaited<ReturnType<typeof openSimulated>>;
let world: Simulated['world'];
let sis: Simulated['sis'];
let close: Simulated['close'];
let late: ReturnType<typeof gate>;
let creates: number;

beforeEach(async () => {
  ({ world, sis, close } = await openSimulated('xte', TIMEOUT_MS));
  late = gate();
  creates = 0;
  sis.onRequest(CREATE, 'before', () => {
    creates += 1;
    return creates === 1 ? late.opened : undefined;
  });
});
afterEach(async () => {
  late.open();
  await close();
});

const columns = () => sis.gradebook.snapshot().assignments;

/** Until the unit waits for the end of the quiet time. */
async function waiting(): Promise<void> {
  await eventually(async () => {
    const { claim, dueAt } = (await world.unit('s1')).delivery;
    expect(claim).toBeNull();
    expect((dueAt ?? 0) - world.clock.now()).toBeGreaterThan(QUIET_MS / 2);
  });
}

async function afterQuietTime(): Promise<void> {
  await waiting();
  world.clock.advance(QUIET_MS);
  await world.settled();
}

const explained = async () => explainSectionAssessment(await world.unit('s1'));

describe('a create that PowerSchool carries out only after its reply was given up', () => {
  it('within the quiet time is found: no other is made', async () => {
    await world.start(PARTS);
    await world.night([S1]);
    await waiting();
    expect(await explained()).toMatchObject({ state: 'retrying', reasons: [{ code: 'SIS_UNAVAILABLE' }] });
    late.open();
    await afterQuietTime();
    expect(columnsOf(sis)).toMatchObject([{ cells: { 81001: 5, 81002: 6 } }]);
    expect(creates).toBe(1);
    expect(await explained()).toMatchObject({ state: 'inSync', notices: [] });
  });

  it('within the wait that production has is found, two timeouts after it was asked for: no other is made', async () => {
    expect(FAST_RETRY.createQuietTimeouts).toBe(2);
    let looks = 0;
    sis.onRequest(LIST, 'after', () => {
      looks += 1;
      // The look before it was asked for, and the one right after its reply was lost.
      if (looks === 2) late.open();
    });
    await world.start({ createGradebook: connectGradebook });
    await world.night([S1]);
    await world.settledPastWaits();
    expect(columnsOf(sis)).toMatchObject([{ cells: { 81001: 5, 81002: 6 } }]);
    expect([creates, looks]).toEqual([1, 3]);
  });

  it('never is made again after the quiet time, once', async () => {
    await world.start(PARTS);
    await world.night([S1]);
    await afterQuietTime();
    expect(creates).toBe(2);
    expect(columnsOf(sis)).toMatchObject([{ cells: { 81001: 5, 81002: 6 } }]);
    expect((await world.unit('s1')).delivery).toMatchObject({ intent: null, failure: null });
  });

  it('even after the second look and the second create leaves one column: the new one goes while it is empty', async () => {
    sis.onRequest(CREATE, 'after', async () => {
      if (creates !== 2) return;
      late.open();
      await eventually(() => expect(columns()).toHaveLength(2));
    });
    await world.start(PARTS);
    await world.night([S1]);
    await afterQuietTime();
    expect(columnsOf(sis)).toMatchObject([{ cells: { 81001: 5, 81002: 6 } }]);
    const { sis: known, summary } = await world.unit('s1');
    expect(summary.state).toBe('inSync');
    expect(known.assignment?.ref.assignmentId).toBe(String(columns()[0]?.assignmentId));
    expect(await explained()).toMatchObject({ notices: [] });
  });

  it('keeps both where somebody entered a score in the new one meanwhile, and says so until one is deleted', async () => {
    sis.onRequest(CREATE, 'after', async () => {
      if (creates !== 2) return;
      late.open();
      await eventually(() => expect(columns()).toHaveLength(2));
    });
    sis.onRequest('DELETE /ws/xte/section/assignment/{id}', 'before', ({ params }) => {
      const ours = columns().find(({ assignmentId }) => String(assignmentId) === params['id']);
      if (ours !== undefined)
        sis.gradebook.setScore({ assignmentSectionId: ours.assignmentSectionId, studentDcid: 81003, points: 4 });
    });
    await world.start(PARTS);
    await world.night([S1]);
    await afterQuietTime();
    const withScores = columnsOf(sis).filter(({ cells }) => Object.keys(cells).length > 0);
    expect(columns()).toHaveLength(2);
    expect(withScores).toMatchObject([{ cells: { 81001: 5, 81002: 6, 81003: 4 } }]);
    expect(await explained()).toMatchObject({ state: 'inSync', notices: [{ code: 'SIS_DUPLICATE_ASSIGNMENT' }] });
    const empty = columns().find(({ scores }) => scores.length === 0);
    sis.gradebook.deleteAssignment({ assignmentId: empty?.assignmentId ?? 0 });
    await world.night([{ ...S1, revision: 2, scores: { ...S1.scores, '81001': 7 } }], { runId: 'night-2' });
    await world.settled();
    expect(await explained()).toMatchObject({ state: 'inSync', notices: [] });
  });

  it('of a process that was killed meanwhile is waited for by the next one', async () => {
    const first = await world.start(PARTS);
    await world.night([S1]);
    await eventually(() => expect(creates).toBe(1));
    first.kill();
    world.clock.advance(Math.max(LEASE_MS, 2 * TIMEOUT_MS) + 1);
    await first.stop();
    await world.start(PARTS);
    await waiting();
    late.open();
    await afterQuietTime();
    expect(creates).toBe(1);
    expect(columnsOf(sis)).toMatchObject([{ cells: { 81001: 5, 81002: 6 } }]);
  });
});
