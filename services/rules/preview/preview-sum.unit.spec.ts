import { describe, expect, it } from '@jest/globals';
import { scoreOf, snapshotOf } from '../testing/facts.fixture.ts';
import { decisionOf, recordOf, syncedRecordOf } from '../testing/records.fixture.ts';
import { planUnit } from '../runs/plan-unit.ts';
import { type ItemFilter, PreviewSum } from './preview-sum.ts';

const OPTIONS = { redrive: false, decideInSync: false } as const;

function sumOf(limit: number, filter: ItemFilter = {}): PreviewSum {
  const sum = new PreviewSum(limit, filter);
  const records = [
    syncedRecordOf(snapshotOf('in-sync')),
    recordOf(snapshotOf('held', { gradingScale: 'standards' })),
    recordOf(snapshotOf('new', { scores: [scoreOf(1), scoreOf(2, { status: 'excluded' })] })),
    recordOf(snapshotOf('new too')),
  ];
  for (const record of records)
    sum.add(
      record,
      planUnit(record, () => decisionOf(record.otus.snapshot), OPTIONS),
    );
  return sum;
}

describe('the sum of a preview', () => {
  it('counts all units, scores and reasons', () => {
    expect(sumOf(10).response('2026-11-02')).toMatchObject({
      date: '2026-11-02',
      units: { create: 2, update: 0, scoresOnly: 0, none: 1, held: 1 },
      scores: { send: 3, keep: 0, held: 3 },
      reasons: { NOT_POINTS_SCALE: 1, STATUS_EXCLUDED: 1 },
      itemsTruncated: false,
    });
  });

  it('shows first what happens, then what is held, and the rest where there is room', () => {
    const shown = (limit: number) =>
      sumOf(limit)
        .response('2026-11-02')
        .items.map(({ sectionAssessmentId, effect }) => [sectionAssessmentId, effect]);
    const inOrder = [
      ['new', 'create'],
      ['new too', 'create'],
      ['held', 'held'],
      ['in-sync', 'none'],
    ];
    expect(shown(10)).toEqual(inOrder);
    expect(shown(2)).toEqual(inOrder.slice(0, 2));
    expect(shown(0)).toEqual([]);
  });

  it.each<[ItemFilter, string[]]>([
    [{ effect: 'create' }, ['new', 'new too']],
    [{ effect: 'none' }, ['in-sync']],
    [{ effect: 'update' }, []],
    [{ reason: 'NOT_POINTS_SCALE' }, ['held']],
    [{ reason: 'STATUS_EXCLUDED' }, ['new']],
    [{ effect: 'held', reason: 'STATUS_EXCLUDED' }, []],
    [{ effect: 'create', reason: 'STATUS_EXCLUDED' }, ['new']],
  ])('lists of %j that alone, and counts all', (filter, ids) => {
    const { items, units, scores, reasons, itemsTruncated } = sumOf(10, filter).response('2026-11-02');
    expect(items.map(({ sectionAssessmentId }) => sectionAssessmentId)).toEqual(ids);
    const all = sumOf(10).response('2026-11-02');
    expect({ units, scores, reasons, itemsTruncated }).toEqual({
      ...{ units: all.units, scores: all.scores, reasons: all.reasons, itemsTruncated: false },
    });
  });

  it('says of what is asked for when there is more than it shows', () => {
    expect(sumOf(1, { effect: 'create' }).response('2026-11-02')).toMatchObject({
      ...{ items: [{ sectionAssessmentId: 'new' }], itemsTruncated: true },
    });
    expect(sumOf(1, { effect: 'held' }).response('2026-11-02').itemsTruncated).toBe(false);
  });

  it('lists what is at rest while there is room and it is asked for', () => {
    expect([sumOf(2), sumOf(2, { effect: 'none' })].map((sum) => sum.listsAtRest)).toEqual([true, true]);
    const full = [sumOf(1), sumOf(1, { effect: 'none' }), sumOf(0)];
    const others = [sumOf(9, { effect: 'create' }), sumOf(9, { reason: 'STATUS_EXCUSED' })];
    expect([...full, ...others].map((sum) => sum.listsAtRest)).toEqual([false, false, false, false, false]);
  });

  it.each<[number, ItemFilter]>([
    [1, {}],
    [1, { effect: 'none' }],
    [4, { effect: 'create' }],
    [0, { reason: 'STATUS_EXCUSED' }],
  ])('says the same of at most %i items, by %j, where what is at rest was not read', (limit, filter) => {
    const [read, unread] = [sumOf(limit, filter), sumOf(limit, filter)];
    const another = syncedRecordOf(snapshotOf('in sync too'));
    const plan = planUnit(another, () => decisionOf(another.otus.snapshot), OPTIONS);
    for (const _unit of [1, 2]) read.add(another, plan);
    unread.addAtRest(2);
    expect(unread.response('2026-11-02')).toEqual(read.response('2026-11-02'));
  });

  it('says when there is more than it shows', () => {
    expect(sumOf(3).response('2026-11-02').itemsTruncated).toBe(true);
    expect(sumOf(4).response('2026-11-02').itemsTruncated).toBe(false);
  });
});
