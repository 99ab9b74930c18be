import { expect, test } from '@jest/globals';
import { createGradebook } from './create-gradebook.ts';
import { Paces } from './http/pace.ts';
import type { GradebookSettings } from './port/transport.ts';

const SETTINGS: GradebookSettings = {
  districtId: 'lincoln',
  connector: 'xte',
  baseUrl: 'https://sis.test',
  clientId: 'client-1',
  clientSecret: 'secret-1',
  minIntervalMs: 0,
  concurrency: 4,
  timeoutMs: 1000,
};

const paces = new Paces();

test.each([
  ['a base URL that is none', { baseUrl: 'sis.school.test' }, 'SIS_ADDRESS_REFUSED'],
  ['an address that is not public', { baseUrl: 'https://10.0.0.1' }, 'SIS_ADDRESS_REFUSED'],
  [
    'an id template that is none',
    { connector: 'oneroster', oneroster: { ids: { student: 'user' } } },
    'SIS_CREDENTIALS',
  ],
] as const)('with %s every call fails, district-wide, and nothing is thrown before', async (_what, change, code) => {
  const { gradebook, close } = createGradebook({ ...SETTINGS, ...change }, { paces });
  const failure = { class: 'district', code, uncertain: false };
  await expect(gradebook.authenticate()).rejects.toMatchObject(failure);
  await expect(gradebook.terms('100', [2026])).rejects.toMatchObject(failure);
  await close();
});

test('closes without ever having sent anything', async () => {
  const { gradebook, close } = createGradebook(SETTINGS, { paces });
  await close();
  await expect(gradebook.authenticate()).rejects.toMatchObject({ class: 'transient', uncertain: false });
});
