import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, TOKENS } from '../testing/settings.fixture.ts';
import { storeUnit } from '../testing/units.fixture.ts';

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole();
  await storeUnit(console.ledger, 'sa-1');
});
afterEach(() => console.stop());

interface Described {
  readonly paths: Record<string, { readonly get?: { readonly parameters?: readonly { readonly name: string }[] } }>;
}

/** Every GET of the API that is about a district, as a list and as a file where it is one. */
async function addresses(): Promise<string[]> {
  const { body } = await console.call<Described>('GET', '/documentation/json');
  return Object.entries(body.paths).flatMap(([path, { get }]) => {
    if (get === undefined || !path.startsWith('/v1/')) return [];
    const address = path.replace('{districtId}', DISTRICT).replace(/\{[a-zA-Z]+\}/g, 'sa-1');
    const isFile = get.parameters?.some(({ name }) => name === 'format') === true;
    return isFile ? [address, `${address}?format=csv`] : [address];
  });
}

it.each([
  ['with a token', TOKENS.admin],
  ['with none', null],
])('no answer is kept by a browser or a proxy: %s', async (_how, token) => {
  const all = await addresses();
  expect(all).toContain(`/v1/districts/${DISTRICT}/section-assessments?format=csv`);
  const kept = [];
  for (const address of all) {
    const { headers, status } = await console.call('GET', address, { token });
    if (headers.get('cache-control') !== 'no-store') kept.push([address, status]);
  }
  expect(kept).toEqual([]);
});
