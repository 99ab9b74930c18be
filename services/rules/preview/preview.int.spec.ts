import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { SCORE_STATUSES, type SectionAssessment } from '@passback/domain';
import fc from 'fast-check';
import { deliverDue } from '../testing/delivery.fixture.ts';
import { scoreOf, snapshotOf } from '../testing/facts.fixture.ts';
import { World } from '../testing/world.fixture.ts';

let world: World;

beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
});

afterEach(() => world.close());

const someScore = fc.record({
  completion: fc.constantFrom('graded', 'turnedIn', 'inProgress'),
  status: fc.constantFrom(...SCORE_STATUSES),
  points: fc.option(fc.integer({ min: 0, max: 40 })),
  sisStudentId: fc.option(fc.constantFrom('1', '2', '3', '4')),
} as const);

const someUnit = fc.record({
  gradingScale: fc.constantFrom('points', 'points', 'points', 'standards'),
  totalPoints: fc.constantFrom(30, 30, 27.5),
  title: fc.constantFrom('Mid Term Exam', 'Essay'),
  assessmentType: fc.constantFrom('Quiz', 'Test', 'Project'),
  assignedBy: fc.constantFrom('teacher-1', 'teacher-1', 'teacher-2'),
  dueDate: fc.constantFrom('2026-11-20', '2026-11-20', '2027-01-20'),
  scores: fc.array(someScore, { maxLength: 4 }),
} as const);

type SomeUnit = typeof someUnit extends fc.Arbitrary<infer Unit> ? Unit : never;

function snapshotsOf(units: readonly SomeUnit[], revision: number): SectionAssessment[] {
  return units.map((unit, index) =>
    snapshotOf(`u-${index}`, {
      ...unit,
      revision,
      scores: unit.scores.map((score, number) => scoreOf(number, score)),
    }),
  );
}

describe('a preview', () => {
  it('says what the run then does, and writes nothing', async () => {
    const app = await world.startRules();
    let revision = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(someUnit, { minLength: 12, maxLength: 12 }), async (units) => {
        revision += 1;
        await world.send('lincoln', snapshotsOf(units, revision));
        for (let index = 0; index < units.length; index += 1)
          await world.eventualUnit('lincoln', `u-${index}`, ({ otus }) =>
            expect(otus.snapshot.revision).toBe(revision),
          );
        const before = await world.ledger.sectionAssessments.scan('lincoln', { limit: 100 });
        const preview = await world.preview(app, 'lincoln');
        expect(await world.ledger.sectionAssessments.scan('lincoln', { limit: 100 })).toEqual(before);

        const { runId } = await world.startRun(app, 'lincoln');
        const { create, update, scoresOnly, held } = preview.units ?? { create: 0, update: 0, scoresOnly: 0, held: 0 };
        const planned = create + update + scoresOnly;
        const run = await world.eventualRun('lincoln', runId, planned === 0 ? 'finished' : 'delivering');
        expect(run).toMatchObject({ units: { planned, held }, scores: { held: preview.scores?.held } });
        expect(run.reasons).toEqual(preview.reasons);
        const intended = preview.items.filter(({ effect }) => ['create', 'update', 'scoresOnly'].includes(effect));
        const delivered = await deliverDue(world, 'lincoln');
        expect(delivered.sort()).toEqual(intended.map(({ sectionAssessmentId }) => sectionAssessmentId).sort());
        const finished = await world.eventualRun('lincoln', runId, 'finished');
        expect(finished.scores.sent).toBe(preview.scores?.send);
      }),
      { numRuns: 12 },
    );
  });

  it('is for the date that is asked for', async () => {
    world.gradingPeriods.periods = [
      { name: 'Q2', start: '2026-10-12', end: '2026-11-14' },
      { name: 'Q3', start: '2026-11-15', end: '2027-01-30' },
    ];
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')]);
    await world.evaluated('lincoln', 1);
    expect(await world.preview(app, 'lincoln')).toMatchObject({
      ...{ date: '2026-11-02', units: { create: 0, held: 1 }, reasons: { DUE_DATE_OUTSIDE_PERIOD: 1 } },
    });
    expect(await world.preview(app, 'lincoln', { date: '2026-11-15' })).toMatchObject({
      ...{ date: '2026-11-15', units: { create: 1, held: 0 }, reasons: {} },
    });
    expect(await world.preview(app, 'lincoln', { date: '1999-01-01' })).toMatchObject({
      reasons: { NO_CURRENT_GRADING_PERIOD: 1 },
    });
  });

  it('goes by the section’s own term, as the run does', async () => {
    world.gradingPeriods.periodsOfTerm.set('3605', [{ name: 'Mini', start: '2026-10-26', end: '2026-11-06' }]);
    const ofYear = snapshotOf('1');
    const ofMini = { ...snapshotOf('2'), section: { ...ofYear.section, sisTermId: '3605' } };
    const app = await world.startRules();
    await world.send('lincoln', [ofYear, ofMini]);
    await world.evaluated('lincoln', 2);
    expect(await world.preview(app, 'lincoln')).toMatchObject({
      ...{ units: { create: 1, held: 1 }, reasons: { DUE_DATE_OUTSIDE_PERIOD: 1 } },
    });
  });

  it('lists what is asked for, and counts all', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1'), snapshotOf('2', { gradingScale: 'standards' })]);
    await world.evaluated('lincoln', 2);
    const units = { create: 1, held: 1 };
    expect(await world.preview(app, 'lincoln', { effect: 'create' })).toMatchObject({
      ...{ units, items: [{ sectionAssessmentId: '1' }], itemsTruncated: false },
    });
    expect(await world.preview(app, 'lincoln', { reason: 'NOT_POINTS_SCALE' })).toMatchObject({
      ...{ units, items: [{ sectionAssessmentId: '2' }], itemsTruncated: false },
    });
  });

  it('goes by settings that were changed a moment ago', async () => {
    const app = await world.startRules();
    await world.send('lincoln', [snapshotOf('1')]);
    await world.evaluated('lincoln', 1);
    await world.changeSettings('lincoln', { paused: true });
    expect(await world.preview(app, 'lincoln')).toMatchObject({ reasons: { DISTRICT_PAUSED: 1 } });
  });

  it.each([
    ['a district that is not there', 'nowhere', {}, status.NOT_FOUND],
    ['a date that is none', 'lincoln', { date: '2026-02-30' }, status.INVALID_ARGUMENT],
    ['an effect that is none', 'lincoln', { effect: 'created' }, status.INVALID_ARGUMENT],
    ['a reason that is none', 'lincoln', { reason: 'BECAUSE' }, status.INVALID_ARGUMENT],
    ['more items than there may be', 'lincoln', { limit: 1_001 }, status.INVALID_ARGUMENT],
  ])('refuses %s', async (_what, districtId, options, code) => {
    const app = await world.startRules();
    await expect(world.preview(app, districtId, options)).rejects.toMatchObject({ code });
  });
});
