import { describe, expect, it } from '@jest/globals';
import { describeReason, REASON_CATALOGUE } from './describe-reason.ts';
import { REASON_CODES, type Reason } from './reason-codes.ts';

describe.each(REASON_CODES)('the words of %s', (code) => {
  const entry = REASON_CATALOGUE[code];

  it('stand without params', () => {
    const words = describeReason({ code });
    expect(words).toEqual({ code, level: entry.level, message: entry.message, fix: entry.fix, who: entry.who });
    expect(['info', 'warning', 'error']).toContain(words.level);
    expect(['teacher', 'otusAdmin', 'powerschoolAdmin', 'nobody']).toContain(words.who);
  });

  it('are sentences, with nothing in them for machines', () => {
    for (const words of [entry, ...(entry.variants ?? []).map((variant) => ({ ...entry, ...variant.words }))]) {
      expect(words.message).toMatch(/^[A-Z“].*[.”]$/);
      expect(words.fix).toMatch(/^[A-Z].*\.$/);
      expect(words.message + words.fix).not.toMatch(/[A-Z]{2,}_|rate limit|HTTP|undefined/);
    }
  });

  it('name no value that may not be there', () => {
    expect(entry.message + entry.fix).not.toContain('{');
    for (const { when, words } of entry.variants ?? []) {
      const named = [...`${words.message ?? ''}${words.fix ?? ''}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(when)).toEqual(expect.arrayContaining(named));
    }
  });
});

it('the catalogue has the codes of the list and no others', () => {
  expect(Object.keys(REASON_CATALOGUE).sort()).toEqual([...REASON_CODES].sort());
});

describe('params are filled in', () => {
  const period = { dueDate: '2026-10-11', period: 'Q2', periodStart: '2026-10-12', periodEnd: '2026-12-18' };

  it.each<[Reason, RegExp]>([
    [
      { code: 'DUE_DATE_OUTSIDE_PERIOD', params: { ...period, side: 'early' } },
      /2026-10-11 is before .* Q2 \(2026-10-12 to 2026-12-18\)/,
    ],
    [
      { code: 'DUE_DATE_OUTSIDE_PERIOD', params: { ...period, side: 'late' } },
      /2026-10-11 is after .* Q2 \(2026-10-12 to 2026-12-18\)/,
    ],
    [{ code: 'CATEGORY_NOT_MAPPED', params: { assessmentType: 'Poster' } }, /“Poster”/],
    [{ code: 'NO_CURRENT_GRADING_PERIOD', params: { date: '2026-07-04' } }, /on 2026-07-04\./],
    [
      { code: 'NO_CURRENT_GRADING_PERIOD', params: { date: '2026-10-10', next: 'Q2', nextStart: '2026-10-12' } },
      /on 2026-10-10; the next one, Q2, starts on 2026-10-12\./,
    ],
    [
      { code: 'NO_CURRENT_GRADING_PERIOD', params: { date: '2027-06-30', last: 'Q4', lastEnd: '2027-05-28' } },
      /on 2027-06-30; its last one, Q4, ended on 2027-05-28\./,
    ],
    [
      { code: 'BEFORE_EFFECTIVE_DATE', params: { assignedDate: '2026-08-01', effectiveDate: '2026-08-15' } },
      /2026-08-01.*2026-08-15/,
    ],
    [{ code: 'SIS_EDIT_KEPT', params: { since: '2026-11-13 07:03 UTC' } }, /first seen 2026-11-13 07:03 UTC/],
    [{ code: 'SIS_REJECTED', params: { said: 'Name is $& {code} too long' } }, /says: “Name is \$& \{code\} too long”/],
    [{ code: 'STUDENT_NOT_LINKED', params: { cause: 'shared' } }, /same PowerSchool student/],
  ])('%j', (reason, sentence) => {
    expect(describeReason(reason).message).toMatch(sentence);
  });

  it('given only some of them, then the sentence without any is used', () => {
    const { message } = describeReason({ code: 'DUE_DATE_OUTSIDE_PERIOD', params: { side: 'early' } });
    expect(message).toBe(REASON_CATALOGUE.DUE_DATE_OUTSIDE_PERIOD.message);
  });

  it('a late due date is not for the teacher to mend at once, an early one is', () => {
    expect(describeReason({ code: 'DUE_DATE_OUTSIDE_PERIOD', params: { ...period, side: 'late' } }).level).toBe(
      'warning',
    );
    expect(describeReason({ code: 'DUE_DATE_OUTSIDE_PERIOD', params: { ...period, side: 'early' } }).level).toBe(
      'error',
    );
  });
});
