import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { topics } from '@passback/contracts';
import { type Ledger, LedgerError } from '@passback/ledger';
import type { IncomingMessage } from '@passback/messaging';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { LIMITS } from '../limits.ts';
import { HOUR_MS } from '../testing/clock.fixture.ts';
import { PERIOD, scoreOf, snapshotOf, STAFF } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

let world: World;

beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
});

afterEach(() => world.close());

async function deadLetters(count: number): Promise<IncomingMessage<Uint8Array>[]> {
  const found: IncomingMessage<Uint8Array>[] = [];
  await world.messaging.consume(topics.deadLetters, {
    group: 'rules-spec-dead-letters',
    maxBatch: 100,
    handle: async (messages) => {
      found.push(...messages);
      return undefined;
    },
  });
  await eventually(async () => expect(found).toHaveLength(count));
  return found;
}

describe('a snapshot that arrives', () => {
  it('is decided at once, is due at the night and not before, and keeps its trace', async () => {
    await world.startRules();
    await world.send('lincoln', [snapshotOf('1')], { traceparent: TRACE });
    const record = await world.eventualUnit('lincoln', '1', () => undefined);
    expect(record).toMatchObject({
      summary: { state: 'due', reasons: [] },
      decision: { verdict: 'send', date: '2026-11-02', settingsVersion: 1, desired: { gradingPeriod: PERIOD } },
      delivery: { dueAt: null },
      otus: { traceparent: TRACE, snapshot: snapshotOf('1') },
    });
  });

  it('is decided for the district it belongs to, many at a time and with one question per school', async () => {
    await world.addDistrict('adams', { timeZone: 'America/New_York', categories: {} });
    const ids = Array.from({ length: 60 }, (_, index) => String(index));
    await world.send(
      'lincoln',
      ids.map((id) => snapshotOf(id)),
    );
    await world.send(
      'adams',
      ids.map((id) => snapshotOf(id)),
    );
    await world.startRules();
    await world.evaluated('lincoln', 60);
    await world.evaluated('adams', 60);
    expect((await world.unit('lincoln', '7')).summary.state).toBe('due');
    expect((await world.unit('adams', '7')).summary.reasons).toEqual(['CATEGORY_NOT_MAPPED']);
    expect(world.gradingPeriods.asked.map(({ districtId }) => districtId).sort()).toEqual(['adams', 'lincoln']);
  });

  it('changes nothing when it is older than, or as old as, what is held', async () => {
    await world.startRules();
    await world.send('lincoln', [snapshotOf('1', { revision: 5, title: 'Fifth' })]);
    await world.eventualUnit('lincoln', '1', () => undefined);
    await world.send('lincoln', [
      snapshotOf('1', { revision: 5, title: 'Fifth again' }),
      snapshotOf('1', { revision: 4, title: 'Fourth' }),
      snapshotOf('2'),
    ]);
    await world.evaluated('lincoln', 2);
    const record = await world.unit('lincoln', '1');
    expect(record).toMatchObject({ version: 1, otus: { snapshot: { revision: 5, title: 'Fifth' } } });
  });

  it('counts with its newest revision when several came together', async () => {
    await world.send(
      'lincoln',
      [2, 4, 3].map((revision) => snapshotOf('1', { revision })),
    );
    await world.startRules();
    const record = await world.eventualUnit('lincoln', '1', () => undefined);
    expect(record).toMatchObject({ version: 1, otus: { snapshot: { revision: 4 } } });
  });

  it('is set aside when its district is not known, or it is no snapshot, and the next ones go on', async () => {
    await world.startRules();
    await world.send('nowhere', [snapshotOf('1')]);
    await world.messaging.produce(topics.sectionAssessments, [
      { key: 'lincoln:2', value: { districtId: 'lincoln', receivedAtMs: 1, snapshot: null } },
    ]);
    await world.send('lincoln', [snapshotOf('3')]);
    await world.evaluated('lincoln', 1);
    const letters = await deadLetters(2);
    const codes = letters.flatMap(({ headers }) => Object.values(headers));
    expect(codes).toEqual(expect.arrayContaining(['UNKNOWN_DISTRICT', 'INVARIANT_BROKEN']));
  });

  it('waits while the ledger is away, and is then decided', async () => {
    let isAway = true;
    const { sectionAssessments } = world.ledger;
    const ledger: Ledger = {
      ...world.ledger,
      sectionAssessments: {
        ...sectionAssessments,
        recordEvaluations: async (writes) => {
          if (isAway) throw new LedgerError('UNAVAILABLE', 'the ledger is away');
          return sectionAssessments.recordEvaluations(writes);
        },
      },
    };
    const app = await world.startRules({ ledger });
    await world.send('lincoln', [snapshotOf('1')]);
    await eventually(async () => {
      const ready = await fetch(`http://127.0.0.1:${app.probePort}/readyz`);
      expect(ready.status).toBe(503);
    });
    isAway = false;
    await world.eventualUnit('lincoln', '1', () => undefined);
    await eventually(async () => {
      expect((await fetch(`http://127.0.0.1:${app.probePort}/readyz`)).status).toBe(200);
    });
  });

  it('is decided anew on what somebody else wrote meanwhile', async () => {
    const { sectionAssessments } = world.ledger;
    let isFirst = true;
    const ledger: Ledger = {
      ...world.ledger,
      sectionAssessments: {
        ...sectionAssessments,
        recordEvaluations: async (writes) => {
          if (isFirst) {
            isFirst = false;
            await sectionAssessments.recordEvaluations(writes);
          }
          return sectionAssessments.recordEvaluations(writes);
        },
      },
    };
    await world.startRules({ ledger });
    await world.send('lincoln', [snapshotOf('1')]);
    await world.eventualUnit('lincoln', '1', ({ version }) => expect(version).toBe(1));
    await world.send('lincoln', [snapshotOf('1', { revision: 2 })]);
    await world.eventualUnit('lincoln', '1', ({ version }) => expect(version).toBe(2));
  });
});

describe('when what units are decided from changes', () => {
  it('a teacher who joins the group releases their units, and one who leaves it holds them', async () => {
    await world.startRules();
    await world.send('lincoln', [snapshotOf('1', { assignedBy: 'teacher-2' })]);
    await world.eventualUnit('lincoln', '1', ({ summary }) =>
      expect(summary).toMatchObject({ state: 'held', reasons: ['ASSIGNER_NOT_IN_GROUP'] }),
    );
    await world.sendStaff(
      'lincoln',
      2,
      STAFF.map((member) => ({ ...member, inPassbackGroup: true })),
    );
    await world.eventualUnit('lincoln', '1', ({ summary }) => expect(summary.state).toBe('due'));
    await world.sendStaff('lincoln', 3, STAFF);
    await world.eventualUnit('lincoln', '1', ({ summary }) => expect(summary.state).toBe('held'));
  });

  it('an older staff list changes nothing, and one that is no list is set aside', async () => {
    await world.startRules();
    await world.sendStaff('lincoln', 0, []);
    await world.messaging.produce(topics.staff, [
      {
        key: 'lincoln',
        value: { districtId: 'lincoln', revision: 9, staff: [{ userId: 'x', role: 'janitor', inPassbackGroup: true }] },
      },
    ]);
    await world.sendStaff('nowhere', 1, STAFF);
    await deadLetters(2);
    expect(await world.ledger.staff.get('lincoln')).toMatchObject({ revision: 1, staff: STAFF });
  });

  it('settings decide all units anew, once they have settled the district counts as evaluated with them', async () => {
    await world.startRules();
    await world.send('lincoln', [snapshotOf('1', { assessmentType: 'Project' }), snapshotOf('2')]);
    await world.eventualUnit('lincoln', '1', ({ summary }) => expect(summary.reasons).toEqual(['CATEGORY_NOT_MAPPED']));
    await world.changeSettings('lincoln', { categories: { Project: 'Projects' } });
    await world.eventualUnit('lincoln', '1', ({ summary }) => expect(summary.state).toBe('due'));
    await world.eventualUnit('lincoln', '2', ({ summary }) => expect(summary.reasons).toEqual(['CATEGORY_NOT_MAPPED']));
    world.clock.advance(LIMITS.inputsSettleMs);
    await eventually(async () =>
      expect((await world.ledger.districts.get('lincoln'))?.evaluatedWith).toEqual({
        ...{ settingsVersion: 2, staffRevision: 1, date: '2026-11-02' },
      }),
    );
  });

  it('a date on which a period begins releases what is due in it, without a write to what stays as it is', async () => {
    world.gradingPeriods.periods = [
      { name: 'Q2', start: '2026-10-12', end: '2026-11-02' },
      { name: 'Q3', start: '2026-11-03', end: '2026-12-18' },
    ];
    await world.startRules();
    await world.send('lincoln', [
      snapshotOf('1'),
      snapshotOf('2', { gradingScale: 'standards', dueDate: '2026-11-01' }),
    ]);
    await world.eventualUnit('lincoln', '1', ({ summary }) =>
      expect(summary.reasons).toEqual(['DUE_DATE_OUTSIDE_PERIOD']),
    );
    world.clock.advance(13 * HOUR_MS - 600_000); // 00:50 the next day in Chicago, before the night
    await world.eventualUnit('lincoln', '1', ({ summary }) => expect(summary.state).toBe('due'));
  });

  it('the section’s own term decides the grading period, asked for once a school and term', async () => {
    world.gradingPeriods.periodsOfTerm.set('3605', [{ name: 'Mini', start: '2026-10-26', end: '2026-11-06' }]);
    world.gradingPeriods.periodsOfTerm.set('3603', [{ name: 'Q1', start: '2026-08-17', end: '2026-10-09' }]);
    const ofTerm = (id: string, sisTermId: string) => {
      const unit = snapshotOf(id);
      return { ...unit, section: { ...unit.section, sisTermId } };
    };
    await world.startRules();
    await world.send('lincoln', [
      ...['1', '2', '3'].map((id) => ofTerm(id, '3600')),
      ...['4', '5'].map((id) => ofTerm(id, '3605')),
      ofTerm('6', '3603'),
    ]);
    await world.evaluated('lincoln', 6);
    const decided = async (id: string) => {
      const { decision } = await world.unit('lincoln', id);
      return [decision.desired.gradingPeriod?.name, ...decision.reasons.map(({ code }) => code)];
    };
    expect(await decided('3')).toEqual(['Q2']);
    expect(await decided('5')).toEqual(['Mini', 'DUE_DATE_OUTSIDE_PERIOD']);
    expect(await decided('6')).toEqual([undefined, 'NO_CURRENT_GRADING_PERIOD']);
    expect((await world.unit('lincoln', '6')).decision.reasons[0]?.params).toEqual({
      ...{ date: '2026-11-02', last: 'Q1', lastEnd: '2026-10-09' },
    });
    const today = world.gradingPeriods.asked.filter(({ date }) => date === '2026-11-02');
    expect(today.map(({ schoolId, sectionTermId }) => `${schoolId} ${sectionTermId}`).sort()).toEqual([
      ...['100 3600', '100 3603', '100 3605'],
    ]);
  });

  it('a district whose PowerSchool hangs, under however many schools, delays no other', async () => {
    await world.addDistrict('adams');
    world.gradingPeriods.hanging.add('lincoln');
    const ofSchool = (number: number) => {
      const unit = snapshotOf(String(number));
      return { ...unit, section: { ...unit.section, sisSchoolId: `school-${number}` } };
    };
    await world.send(
      'lincoln',
      Array.from({ length: 2_000 }, (_, number) => ofSchool(number)),
    );
    await world.send('adams', [snapshotOf('1')]);
    await world.startRules();
    // Waited for by itself, each school would take a second of all.
    await world.eventualUnit('adams', '1', ({ summary }) => expect(summary.state).toBe('due'));
    await world.evaluated('lincoln', 2_000);
    expect(await world.ledger.sectionAssessments.countByState('lincoln')).toMatchObject({ held: 2_000 });
  });

  it('a grading period that cannot be had is asked for again by itself', async () => {
    world.gradingPeriods.isDown = true;
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1', { scores: [scoreOf(1)] })]);
    await world.eventualUnit('lincoln', '1', ({ summary }) =>
      expect(summary).toMatchObject({ state: 'held', reasons: ['GRADING_PERIOD_UNKNOWN'] }),
    );
    expect((await fetch(`http://127.0.0.1:${app.probePort}/readyz`)).status).toBe(200);
    world.gradingPeriods.isDown = false;
    world.clock.advance(LIMITS.inputsSettleMs);
    await eventually(async () => expect((await world.ledger.districts.get('lincoln'))?.evaluatedWith).not.toBeNull());
    world.clock.advance(LIMITS.unknownPeriodAgainMs);
    await world.eventualUnit('lincoln', '1', ({ summary, delivery }) => {
      expect(summary.state).toBe('due');
      expect(delivery.dueAt).toBeNull();
    });
  });
});
