import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
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

describe('a name', () => {
  it.each(['', ' ', '\u3000 ', 'a\u0000b'])('that nobody could read is refused: %j', (name) => {
    const paths = [checkSettings(settingsJson({ name })), withPowerSchool({ clientId: name })].map((checked) =>
      checked.ok ? [] : checked.errors.map(({ path }) => path),
    );
    expect(paths).toEqual([['name'], ['powerschool.clientId']]);
  });
});

describe('words of a district', () => {
  const ODD = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '1', 'a:b/c', 'Übung ✓', '\u202Eevil'];
  const WORD = fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'binary', minLength: 0, maxLength: 210 }));
  const isWord = (text: string): boolean =>
    text.length > 0 && text.length <= 200 && text.isWellFormed() && !/\p{Cc}/u.test(text);
  const parsed = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  it('as categories are carried faithfully, whatever they mean in JavaScript, or refused by name', () => {
    const categories = fc.array(fc.tuple(WORD, WORD), { maxLength: 5 });
    fc.assert(
      fc.property(categories, (pairs) => {
        // As JSON makes it: `__proto__` is a key like any other.
        const text = `{${pairs.map(([type, category]) => `${JSON.stringify(type)}:${JSON.stringify(category)}`).join(',')}}`;
        const given = JSON.parse(text) as Record<string, string>;
        const checked = checkSettings({ ...settingsJson(), categories: JSON.parse(text) });
        const isRight = Object.entries(given).every((words) => words.every(isWord));
        expect(checked.ok).toBe(isRight);
        if (checked.ok) expect(JSON.stringify(checked.value.categories)).toBe(JSON.stringify(given));
        else for (const { path } of checked.errors) expect(path).toMatch(/^categories[.[]/);
      }),
      { numRuns: 500 },
    );
  });

  it.each(ODD.filter((word) => word !== '1'))('as keys that are not known are refused: %s', (key) => {
    const text = JSON.stringify(settingsJson()).replace('{', `{${JSON.stringify(key)}:1,`);
    const checked = checkSettings(JSON.parse(text));
    expect(checked).toEqual({ ok: false, errors: [{ path: key.replace('/', '.'), message: 'is not a known field' }] });
    const inPowerSchool = text.replace('"powerschool":{', `"powerschool":{${JSON.stringify(key)}:1,`);
    expect(checkSettings(JSON.parse(inPowerSchool))).toMatchObject({ ok: false, errors: { length: 2 } });
  });

  it.each(['__proto__', 'a b', 'a/b', 'a:b', '../x', 'x\u0000', '', '.', 'ä'])(
    'are no id of a district: %j',
    (districtId) => {
      expect(checkSettings(settingsJson({ districtId }))).toMatchObject({
        ok: false,
        errors: [{ path: 'districtId' }],
      });
    },
  );

  it.each(['constructor', 'toString', 'a.b-c_d'])('are an id of a district: %s', (districtId) => {
    expect(checkSettings(settingsJson({ districtId }))).toMatchObject({ ok: true, value: { districtId } });
  });

  it.each([
    ['name', { name: 'Lin\u0000coln' }],
    ['name', { name: 'half \ud800' }],
    [
      'gradingPeriods[0].schoolId',
      { gradingPeriods: [{ schoolId: '1\n0', name: 'Q', start: '2026-01-01', end: '2026-02-01' }] },
    ],
    ['powerschool.clientId', { powerschool: powerschoolJson({ clientId: 'a\rb' }) }],
    [
      'powerschool.oneroster.basePath',
      { powerschool: powerschoolJson({ oneroster: { basePath: '//elsewhere.example/x' } }) },
    ],
  ])('that cannot be shown or sent are refused: %s', (path, changes) => {
    expect(checkSettings(parsed(settingsJson(changes)))).toMatchObject({ ok: false, errors: [{ path }] });
  });
});
