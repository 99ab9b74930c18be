import { describe, expect, it } from '@jest/globals';
import type { DistrictRecord } from '@passback/ledger';
import { settingsOf } from '../testing/facts.fixture.ts';
import { sameInputs, statesToReEvaluate } from './re-evaluate-district.ts';

const WITH = { settingsVersion: 3, staffRevision: 7, date: '2026-11-02' } as const;
const TOMORROW = { ...WITH, date: '2026-11-03' } as const;

function district(change: Partial<DistrictRecord> = {}, pastDueAsZero = false): DistrictRecord {
  return {
    settings: settingsOf('lincoln', { pastDueAsZero }),
    ...{ version: 3, createdAt: 0, changedAt: 0, changedBy: 'file', evaluatedWith: WITH },
    ...change,
  };
}

describe('which units are decided anew', () => {
  it('a new date: those that are not in sync', () => {
    expect(statesToReEvaluate(district(), TOMORROW)).toEqual(['held', 'due', 'rejected', 'retrying']);
  });

  it.each([
    ['settings', district(), { ...WITH, settingsVersion: 4 }],
    ['staff', district(), { ...WITH, staffRevision: 8 }],
    ['a date where past-due work becomes 0', district({}, true), TOMORROW],
    ['a district that was never gone through', district({ evaluatedWith: null }), WITH],
  ])('%s: those in sync as well, and never withdrawn ones', (_what, record, inputs) => {
    const states = statesToReEvaluate(record, inputs);
    expect(states).toContain('inSync');
    expect(states).not.toContain('withdrawn');
  });
});

it('inputs are the same when settings, staff and date are', () => {
  expect(sameInputs(WITH, { ...WITH })).toBe(true);
  for (const other of [null, TOMORROW, { ...WITH, staffRevision: 8 }, { ...WITH, settingsVersion: 4 }])
    expect(sameInputs(other, WITH)).toBe(false);
});
