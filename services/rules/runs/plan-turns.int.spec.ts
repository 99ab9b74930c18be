import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { RunRecord } from '@passback/ledger';
import { createLogger } from '@passback/service-kit';
import { Districts } from '../inputs/districts.ts';
import { GradingPeriods } from '../inputs/grading-periods.ts';
import { StaffLists } from '../inputs/staff-lists.ts';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { PERIOD, snapshotOf } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';
import { openRun } from './open-run.ts';
import { planRun } from './plan-run.ts';

/** Two full pages and one of a single unit. */
const UNITS = LIMITS.unitsPerPage * 2 + 1;

let world: World;
let run: RunRecord;

beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
  const app = await world.startRules();
  await world.send(
    'lincoln',
    Array.from({ length: UNITS }, (_, index) => snapshotOf(String(index).padStart(4, '0'))),
  );
  await world.evaluated('lincoln', UNITS);
  await world.stopRules(app);
  const district = await world.ledger.districts.get('lincoln');
  if (district === null) throw new Error('the district is not there');
  const asked = { kind: 'manual', requestedBy: 'spec', selection: null } as const;
  ({ run } = await openRun(contextOf('this'), district, asked));
});

afterEach(() => world.close());

function contextOf(owner: string): RulesContext {
  const { ledger, messaging, clock } = world;
  const logger = createLogger('rules', 'silent');
  const current = async () => ({ kind: 'current', period: PERIOD }) as const;
  return {
    ...{ ledger, messaging, clock, logger, owner, group: 'rules-spec' },
    districts: new Districts(ledger.districts, clock),
    staff: new StaffLists(ledger.staff, clock),
    gradingPeriods: new GradingPeriods(current, clock, logger),
    readBack: { days: 14, share: 0.1 },
  };
}

/** Plans the run, and does `atTurn` at the end of each page but the last. */
function plan(atTurn: () => Promise<boolean>): Promise<void> {
  const { signal } = new AbortController();
  return planRun(contextOf('this'), run, { signal, turn: atTurn, behind: 0 });
}

it('goes on where it was once it has its turn again, and counts each unit once', async () => {
  let turns = 0;
  await plan(async () => {
    turns += 1;
    return true;
  });
  expect(turns).toBe(2);
  expect(await world.run('lincoln', run.runId)).toMatchObject({ state: 'delivering', units: { planned: UNITS } });
});

it('is left to whoever took it over meanwhile', async () => {
  await plan(async () => {
    const planned = await world.run('lincoln', run.runId);
    const planner = { owner: 'another', until: world.clock.now() + 1_000, cursor: planned.planner?.cursor ?? null };
    expect(await world.ledger.runs.update({ ...planned, version: planned.version + 1, planner })).toBe(true);
    return true;
  });
  const { planner, units, state } = await world.run('lincoln', run.runId);
  expect({ state, owner: planner?.owner, planned: units.planned }).toEqual({
    ...{ state: 'planning', owner: 'another', planned: LIMITS.unitsPerPage },
  });
  // Of the next page nothing was made due.
  const waiting = await world.ledger.sectionAssessments.runProgress('lincoln', run.runId);
  expect(waiting.pending).toBe(LIMITS.unitsPerPage);
});
