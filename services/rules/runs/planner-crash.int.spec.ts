import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Ledger, LedgerError, type RunRecord } from '@passback/ledger';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { LIMITS } from '../limits.ts';
import { deliverDue } from '../testing/delivery.fixture.ts';
import { scoreOf, snapshotOf } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';

const UNITS = LIMITS.unitsPerPage * 2 + 50;

let world: World;

beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
});

afterEach(() => world.close());

const snapshots = Array.from({ length: UNITS }, (_, index) =>
  snapshotOf(String(index).padStart(4, '0'), { scores: [scoreOf(1), scoreOf(2, { status: 'excused' })] }),
);

/** A ledger that is gone for this process from the `call`th `update` of a run on, before or after that one is carried out. */
function ledgerThatDies(ledger: Ledger, call: number, when: 'before' | 'after'): Ledger & { isDead(): boolean } {
  let calls = 0;
  const dead = (): never => {
    throw new LedgerError('UNAVAILABLE', 'this process is dead');
  };
  const isDead = (): boolean => calls >= call;
  const update = async (run: RunRecord): Promise<boolean> => {
    calls += 1;
    if (calls < call) return ledger.runs.update(run);
    if (calls === call && when === 'after') await ledger.runs.update(run);
    return dead();
  };
  const { sectionAssessments } = ledger;
  return {
    ...ledger,
    isDead,
    runs: { ...ledger.runs, update },
    sectionAssessments: {
      ...sectionAssessments,
      recordEvaluations: (writes) => (isDead() ? dead() : sectionAssessments.recordEvaluations(writes)),
    },
  };
}

it.each([
  [1, 'before'],
  [1, 'after'],
  [2, 'before'],
  [2, 'after'],
  [3, 'before'],
  [3, 'after'],
  [4, 'before'],
  [4, 'after'],
] as const)(
  'a run whose planner dies at its update %i, %s it is stored, is planned to its end by another',
  async (call, when) => {
    await world.send('lincoln', snapshots);
    const dying = ledgerThatDies(world.ledger, call, when);
    const first = await world.startRules({ ledger: dying });
    await world.evaluated('lincoln', UNITS);
    const { runId } = await world.startRun(first, 'lincoln');
    await eventually(async () => expect(dying.isDead()).toBe(true));
    await world.startRules();
    world.clock.advance(LIMITS.plannerLeaseMs);
    await world.stopRules(first);
    expect(await world.eventualRun('lincoln', runId, 'delivering')).toMatchObject({
      units: { planned: UNITS, held: 0 },
      scores: { held: UNITS },
      reasons: { STATUS_EXCUSED: UNITS },
    });
    const delivered = [];
    for (let ids = await deliverDue(world, 'lincoln'); ids.length > 0; ids = await deliverDue(world, 'lincoln'))
      delivered.push(...ids);
    expect(new Set(delivered).size).toBe(UNITS);
    expect(delivered).toHaveLength(UNITS);
    expect(await world.eventualRun('lincoln', runId, 'finished')).toMatchObject({ units: { inSync: UNITS } });
  },
);

it('a run is handed over at once by a process that is stopped', async () => {
  const first = await world.startRules();
  await world.send('lincoln', snapshots);
  const { runId } = await world.startRun(first, 'lincoln');
  await world.stopRules(first);
  await world.startRules();
  expect(await world.eventualRun('lincoln', runId, 'delivering')).toMatchObject({ units: { planned: UNITS } });
});
