import { describe, expect, it } from '@jest/globals';
import { type DistrictRecord, fileMemory } from '@passback/ledger';
import { Paces } from '@passback/powerschool';
import { FakePowerSchool } from '../testing/fake-powerschool.fixture.ts';
import { districtSettings } from '../testing/units.fixture.ts';
import { secrets } from '../testing/world.fixture.ts';
import { type GradebookFactory, isSameGradebook, openGradebook } from './lane-gradebook.ts';

const SETTINGS = districtSettings();
const OPTIONS = { observer: { requestEnded: () => undefined }, learnedIntervalMs: 70 } as const;

function district(change: Partial<DistrictRecord> = {}): DistrictRecord {
  const file = fileMemory(SETTINGS);
  const record = { settings: SETTINGS, version: 1, createdAt: 0, changedAt: 0, changedBy: 'file', evaluatedWith: null };
  return { ...record, file, ...change };
}

function opened(record: DistrictRecord, create: GradebookFactory) {
  return openGradebook({ createGradebook: create, secrets: secrets(), paces: new Paces() }, record, OPTIONS);
}

describe('a district’s gradebook', () => {
  it('is what the connector makes of its settings and its secret, with what was learnt of its pace', async () => {
    const asked: Parameters<GradebookFactory>[] = [];
    const sis = new FakePowerSchool();
    const gradebook = opened(district(), (...args) => (asked.push(args), sis.createGradebook(...args)));
    await gradebook.authenticate();
    expect(sis.calls).toMatchObject([{ method: 'authenticate', districtId: 'lincoln' }]);
    const [settings, options] = asked[0] ?? [];
    expect([settings?.timeoutMs, options?.learnedIntervalMs]).toEqual([300, 70]);
  });

  it.each([
    ['its settings are of no use', district(), 'Not an address'],
    ['its secret is not to be had', district({ settings: withSecret('env:NOT_THERE') }), 'environment'],
  ])('fails district-wide with every call, where %s', async (_why, record, message) => {
    const gradebook = opened(record, () => {
      throw new Error('Not an address');
    });
    const failure: unknown = await gradebook.authenticate().catch((error: unknown) => error);
    expect(failure).toMatchObject({ class: 'district', message: expect.stringContaining(message) });
    await expect(gradebook.categories({} as never)).rejects.toBe(failure);
  });
});

function withSecret(clientSecret: string): DistrictRecord['settings'] {
  return { ...SETTINGS, powerschool: { ...SETTINGS.powerschool, clientSecret } };
}

describe('a connector serves on after a change', () => {
  const other = { ...SETTINGS, powerschool: { ...SETTINGS.powerschool, minIntervalMs: 5 } };
  it.each([
    ['of settings that are none of PowerSchool’s', district({ settings: { ...SETTINGS, paused: true } }), true],
    ['of who changed them', district({ version: 2, changedBy: 'somebody' }), true],
    ['of PowerSchool’s settings', district({ settings: other }), false],
    [
      'of what the file said: an address or a secret may be trusted no more',
      district({ file: undefined as never }),
      false,
    ],
  ])('%s: %s', (_what, changed, isSame) => {
    expect(isSameGradebook(district(), changed)).toBe(isSame);
  });
});
