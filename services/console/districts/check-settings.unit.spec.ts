import { describe, expect, it } from '@jest/globals';
import { powerschoolJson, settingsJson } from '../testing/settings.fixture.ts';
import { checkSettings } from './check-settings.ts';

const withPowerSchool = (changes: Record<string, unknown>) =>
  checkSettings(settingsJson({ powerschool: powerschoolJson(changes) }));

describe('what is not settled about PowerSchool’s interfaces', () => {
  it('can be set for a district: how sourcedIds are made, where OneRoster is, where xte cells are read', () => {
    const oneroster = { basePath: '/ims/oneroster/v1p1', ids: { class: 'SEC-{id}', student: '{id}' } };
    expect(withPowerSchool({ connector: 'oneroster', oneroster })).toMatchObject({
      ok: true,
      value: { powerschool: { oneroster } },
    });
    expect(withPowerSchool({ xte: { scoreSource: 'none' } })).toMatchObject({ ok: true });
  });

  it.each([
    [{ oneroster: { ids: { class: 'SEC' } } }, 'powerschool.oneroster.ids.class'],
    [{ oneroster: { ids: { section: '{id}' } } }, 'powerschool.oneroster.ids.section'],
    [{ oneroster: { basePath: 'https://elsewhere' } }, 'powerschool.oneroster.basePath'],
    [{ xte: { scoreSource: 'guess' } }, 'powerschool.xte.scoreSource'],
  ])('is refused where it cannot work: %j', (changes, path) => {
    const checked = withPowerSchool(changes);
    expect(checked.ok ? [] : checked.errors.map((error) => error.path)).toEqual([path]);
  });
});
