import type { DeadLetter } from '@passback/contracts';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { type Browser, DEMO, PEOPLE, signIn, withStaff } from '../testing/people.fixture.ts';
import { DISTRICT } from '../testing/settings.fixture.ts';

const LETTERS = '/v1/dead-letters';
const ID = 'passback.dead-letters.v1/0/17';

const letter: DeadLetter = {
  id: ID,
  topic: 'otus.section-assessments.v1',
  districtId: DISTRICT,
  sectionAssessmentId: 'sa-1',
  sectionId: '85001',
  schema: 'passback.otus.v1.SectionAssessment/1',
  code: 'INVARIANT_BROKEN',
  cause: 'It says of itself what cannot be.',
  atMs: Date.parse('2026-11-12T07:00:00Z'),
  bytes: 812,
  state: 'waiting',
  outlook: 'readable',
  fields: ['title', 'scores'],
  mark: undefined,
  traceId: '0af7651916cd43dd8448eb211c80319c',
};
const unknown: DeadLetter = {
  ...letter,
  ...{ id: 'passback.dead-letters.v1/0/16', districtId: '', sectionAssessmentId: '', sectionId: '', schema: '' },
  ...{ atMs: 0, fields: [], traceId: '', state: 'dismissed', outlook: 'unreadable' },
  mark: { atMs: Date.parse('2026-11-12T08:00:00Z'), by: 'person:0123456789ab', reason: 'A test of ours' },
};

let console: RunningConsole;
let operator: Browser;
beforeEach(async () => {
  console = await startConsole({}, { operator: DEMO, prepare: withStaff });
  console.services.answers['ListDeadLetters'] = {
    ...{ letters: [letter, unknown], cursor: 'passback.dead-letters.v1/0/16' },
    ...{ waiting: 1, replayed: 0, dismissed: 1, truncated: false },
  };
  operator = await signIn(console, PEOPLE.operator);
});
afterEach(() => console.stop());

const audited = async (districtId: string) => (await console.ledger.audit.list(districtId, { limit: 10 })).items;

it('lists letters with what is known of each, and null where nothing is', async () => {
  const { status, body } = await operator.call('GET', `${LETTERS}?limit=2`);
  expect(status).toBe(200);
  const { atMs: _atMs, ...shown } = letter;
  expect(body).toEqual({
    items: [
      { ...shown, at: '2026-11-12T07:00:00.000Z', mark: null },
      expect.objectContaining({
        ...{ districtId: null, sectionAssessmentId: null, sectionId: null, schema: null, at: null, traceId: null },
        mark: { at: '2026-11-12T08:00:00.000Z', by: 'person:0123456789ab', reason: 'A test of ours' },
      }),
    ],
    cursor: 'passback.dead-letters.v1/0/16',
    counts: { waiting: 1, replayed: 0, dismissed: 1 },
    truncated: false,
  });
  expect(console.services.asked).toEqual([
    { method: 'ListDeadLetters', request: expect.objectContaining({ ids: [], cursor: '', limit: 2 }) },
  ]);
});

it.each([
  ['replay', 'ReplayDeadLetters', 'replayLetters', {}],
  ['dismiss', 'DismissDeadLetters', 'dismissLetters', { reason: 'A test of ours' }],
])('to %s is in the log of its district before it is done, with who and what came of it', async (...of) => {
  const [path, method, command, more] = of;
  const results = [{ id: ID, outcome: 'done' }];
  console.services.answers[method] = { results };
  const body = { ids: [ID], ...more };
  expect(await operator.call('POST', `${LETTERS}/${path}`, { body })).toMatchObject({ status: 200, body: { results } });
  expect(console.services.asked.at(-1)).toMatchObject({ method, request: body });
  const [entry] = await audited(DISTRICT);
  expect(entry).toMatchObject({ command, by: { roles: ['operator'] }, outcome: { ok: true, result: { done: 1 } } });
  expect(JSON.stringify(entry)).toContain(ID);
  expect(entry?.by.token).toBe((console.services.asked.at(-1)?.request as { requestedBy: string }).requestedBy);
});

it('what fails is in the log as that', async () => {
  const list = console.services.answers['ListDeadLetters'];
  console.services.failWith('UNAVAILABLE', 'away');
  expect((await operator.call('POST', `${LETTERS}/replay`, { body: { ids: [ID] } })).status).toBe(503);
  // Of what district they are was not known: nothing was commanded.
  expect(await audited(DISTRICT)).toEqual([]);
  expect(list).toBeDefined();
});

it('of a district that is not known, the log has it without one', async () => {
  console.services.answers['ListDeadLetters'] = {
    ...{ letters: [unknown], cursor: '', waiting: 0, replayed: 0, dismissed: 1, truncated: false },
  };
  console.services.answers['ReplayDeadLetters'] = { results: [{ id: unknown.id, outcome: 'already' }] };
  const body = { ids: [unknown.id] };
  expect((await operator.call('POST', `${LETTERS}/replay`, { body })).status).toBe(200);
  expect(await audited('')).toMatchObject([{ command: 'replayLetters', outcome: { ok: true, result: { done: 0 } } }]);
  expect(await audited(DISTRICT)).toEqual([]);
});

it.each([
  ['replay', {}, 'ids'],
  ['replay', { ids: [] }, 'ids'],
  ['replay', { ids: ['x'] }, 'ids[0]'],
  ['replay', { ids: [ID, ID] }, 'ids'],
  ['dismiss', { ids: [ID] }, 'reason'],
  ['dismiss', { ids: [ID], reason: '  ' }, 'reason'],
  ['dismiss', { ids: [ID], reason: 'x'.repeat(501) }, 'reason'],
])('to %s refuses %j, and says where', async (path, body, wrong) => {
  const answer = await operator.call<{ errors: { path: string }[] }>('POST', `${LETTERS}/${path}`, { body });
  expect([answer.status, answer.body.errors.map((error) => error.path)]).toEqual([400, [wrong]]);
  expect(console.services.asked).toEqual([]);
});

it('without the header that only the page can send, nothing is done', async () => {
  const body = { ids: [ID] };
  const headers = { 'x-csrf-token': 'wrong' };
  expect((await operator.call('POST', `${LETTERS}/replay`, { body, headers })).status).toBe(403);
  expect(console.services.asked).toEqual([]);
});
