import { describe, expect, it } from '@jest/globals';
import type { UnitRecord } from '@passback/domain';
import { settingsOf, snapshotOf } from '../testing/facts.fixture.ts';
import { recordOf, syncedRecordOf } from '../testing/records.fixture.ts';
import { ReadBack } from './read-back.ts';

const DAY_MS = 24 * 60 * 60_000;
const NOW = 100 * DAY_MS;
const POLICY = { days: 14, share: 0.1 };
const districtAt = (minIntervalMs: number) => {
  const settings = settingsOf('lincoln');
  return {
    settings: { ...settings, powerschool: { ...settings.powerschool, minIntervalMs } },
    ...{ version: 1, createdAt: 0, changedAt: 0, changedBy: 'file', evaluatedWith: null },
  };
};
const seenAt = (checkedAt: number, change: Partial<UnitRecord> = {}): UnitRecord => {
  const record = syncedRecordOf(snapshotOf('1'), change);
  const { assignment } = record.sis;
  return { ...record, sis: { ...record.sis, assignment: assignment && { ...assignment, checkedAt } } };
};

describe('the nightly read-back', () => {
  const of = (record: UnitRecord, policy = POLICY): boolean => new ReadBack(policy, districtAt(0), NOW).takes(record);

  it('takes what is in sync and was not seen for as many days as are set', () => {
    expect(of(seenAt(NOW - 14 * DAY_MS - 1))).toBe(true);
    expect(of(seenAt(NOW - 14 * DAY_MS))).toBe(false);
    expect(of(seenAt(0), { ...POLICY, days: 0 })).toBe(false);
  });

  it('takes what only the calendar holds, which is still called sent', () => {
    const { decision } = seenAt(0);
    const held = {
      ...decision,
      verdict: 'hold' as const,
      reasons: [{ code: 'NO_CURRENT_GRADING_PERIOD', params: {} }],
    };
    expect(of(seenAt(0, { decision: held as UnitRecord['decision'] }))).toBe(true);
  });

  it.each<[string, UnitRecord]>([
    ['is not in PowerSchool', recordOf(snapshotOf('1'))],
    ['is due anyway', seenAt(0, { delivery: { ...syncedRecordOf(snapshotOf('1')).delivery, dueAt: 5 } })],
  ])('leaves alone what %s', (_what, record) => {
    expect(of(record)).toBe(false);
  });

  it('goes on in the next night where this one had no calls left, and begins anew after the end', () => {
    const units = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ ...seenAt(0), sectionAssessmentId: id }));
    // Two calls of two units each.
    const night = (after: string | null): { taken: string[]; next: string | null } => {
      const readBack = new ReadBack({ days: 14, share: 4 / 14_400 }, districtAt(1_000), NOW, after ?? '');
      const taken = units.filter((unit) => readBack.takes(unit)).map(({ sectionAssessmentId }) => sectionAssessmentId);
      return { taken, next: readBack.goesOnAfter };
    };
    const first = night(null);
    expect(first).toEqual({ taken: ['a', 'b'], next: 'b' });
    expect(night(first.next)).toEqual({ taken: ['c', 'd'], next: 'd' });
    expect(night('d')).toEqual({ taken: ['e'], next: null });
  });

  it('takes no more of a night than its share of the calls that PowerSchool permits', () => {
    const taken = (minIntervalMs: number): number => {
      const readBack = new ReadBack(POLICY, districtAt(minIntervalMs), NOW);
      let units = 0;
      while (readBack.takes(seenAt(0))) units += 1;
      return units;
    };
    // A tenth of the calls of four hours, two a unit.
    expect(taken(1_000)).toBe(720);
    expect(taken(10_000)).toBe(72);
  });
});
