import { describe, expect, it } from '@jest/globals';
import { powerschoolJson, settingsJson } from '../testing/settings.fixture.ts';
import { checkSettings } from './check-settings.ts';

const withPowerSchool = (changes: Record<string, unknown>) =>
  checkSettings(settingsJson({ powerschool: powerschoolJson(changes) }));

describe('what is not settled about PowerSchool’s interfaces', () => {
  it('can be set for a district: how sourcedIds are made, where OneRoster is, where xte cells are read, what counts between terms', () => {
    const oneroster = { basePath: '/ims/oneroster/v1p1', ids: { class: 'SEC-{id}', student: '{id}' } };
    expect(withPowerSchool({ connector: 'oneroster', oneroster })).toMatchObject({
      ok: true,
      value: { powerschool: { oneroster } },
    });
    expect(withPowerSchool({ xte: { scoreSource: 'none' } })).toMatchObject({ ok: true });
    const terms = { gradingPeriodsPerYear: 2, betweenPeriods: 'largerTerm' };
    expect(withPowerSchool({ terms })).toMatchObject({ ok: true, value: { powerschool: { terms } } });
  });

  it.each([
    [{ oneroster: { ids: { class: 'SEC' } } }, 'powerschool.oneroster.ids.class'],
    [{ oneroster: { ids: { section: '{id}' } } }, 'powerschool.oneroster.ids.section'],
    [{ oneroster: { basePath: 'https://elsewhere' } }, 'powerschool.oneroster.basePath'],
    [{ xte: { scoreSource: 'guess' } }, 'powerschool.xte.scoreSource'],
    [{ terms: { gradingPeriodsPerYear: 0 } }, 'powerschool.terms.gradingPeriodsPerYear'],
    [{ terms: { gradingPeriodsPerYear: 2.5 } }, 'powerschool.terms.gradingPeriodsPerYear'],
    [{ terms: { betweenPeriods: 'guess' } }, 'powerschool.terms.betweenPeriods'],
    [{ terms: { perYear: 4 } }, 'powerschool.terms.perYear'],
  ])('is refused where it cannot work: %j', (changes, path) => {
    const checked = withPowerSchool(changes);
    expect(checked.ok ? [] : checked.errors.map((error) => error.path)).toEqual([path]);
  });
});

describe('a token', () => {
  const withToken = (changes: Record<string, unknown>) =>
    checkSettings(settingsJson({ tokens: [{ sha256: 'ab'.repeat(32), roles: ['viewer'], ...changes }] }));

  it('may have a label and an end', () => {
    const changes = { label: 'Frau Müller’s report', expiresAt: '2027-06-30T18:00:00-05:00', lastUsedAt: null };
    expect(withToken(changes)).toMatchObject({ ok: true, value: { tokens: [changes] } });
  });

  it.each([
    [{ label: '' }, 'label'],
    [{ label: 'a\u0000b' }, 'label'],
    [{ label: 'a\u202eb' }, 'label'],
    [{ expiresAt: '2027-02-29T00:00:00Z' }, 'expiresAt'],
    [{ expiresAt: '2027-06-30' }, 'expiresAt'],
    [{ expiresAt: '2027-06-30T25:00:00Z' }, 'expiresAt'],
    [{ roles: ['otus', 'viewer', 'admin', 'otus'] }, 'roles'],
  ])('with %j is refused', (changes, field) => {
    const checked = withToken(changes);
    expect(checked.ok ? [] : checked.errors.map(({ path }) => path)).toEqual([`tokens[0].${field}`]);
  });
});
