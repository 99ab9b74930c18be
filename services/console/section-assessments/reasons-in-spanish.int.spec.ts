import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeReason, type DescribedReason, REASON_CODES } from '@passback/domain';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, TOKENS } from '../testing/settings.fixture.ts';
import { storeUnit } from '../testing/units.fixture.ts';

const OF_DISTRICT = `/v1/districts/${DISTRICT}`;

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole();
});
afterEach(() => console.stop());

async function ask<T>(path: string, acceptLanguage: string) {
  const headers = { 'accept-language': acceptLanguage };
  const answer = await console.call<T>('GET', `${OF_DISTRICT}${path}`, { token: TOKENS.viewer, headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('vary')).toBe('accept-language');
  return { body: answer.body, language: answer.headers.get('content-language') };
}

it.each([
  ['es-US,es;q=0.9,en;q=0.8', 'es'],
  ['en-US,en;q=0.9,es;q=0.8', 'en'],
  ['fr', 'en'],
] as const)('a browser that asks for %s reads the list of reasons in %s', async (asked, given) => {
  const { body, language } = await ask<{ items: DescribedReason[] }>('/reasons', asked);
  expect(language).toBe(given);
  expect(body.items).toEqual(REASON_CODES.map((code) => describeReason({ code }, given)));
});

it.each(['es', 'en'] as const)('the explanation of a unit and of its scores is in the language %s', async (asked) => {
  await storeUnit(console.ledger, 'sa-1', { changes: { totalPoints: 27.5 } });
  const { body, language } = await ask<{
    reasons: DescribedReason[];
    scores: { reasons: DescribedReason[] }[];
  }>('/section-assessments/sa-1', asked);
  expect(language).toBe(asked);
  const words = [describeReason({ code: 'TOTAL_NOT_WHOLE' }, asked)];
  expect(body.reasons).toEqual(words);
  expect(body.scores.map(({ reasons }) => reasons)).toEqual([words]);
});
