import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '../http/manual-clock.fixture.ts';
import { SisError } from '../port/gradebook.ts';
import { type Answering, type FakeAnswer, fakeTransport } from './fake-transport.fixture.ts';
import { type Call, createSession } from './session.ts';

const CLIENT = { clientId: 'client-1', clientSecret: 'sécret:1' };
const GET: Call = { method: 'GET', path: '/x?a=1', route: '/x' };
const PUT: Call = { method: 'PUT', path: '/x', route: '/x', json: { a: 1 } };
const HTML = '<!DOCTYPE html><html><title>Sign In</title></html>';

const sessionWith = (answering: Answering, tokenAnswer?: () => FakeAnswer | Error) => {
  const clock = new ManualClock();
  const fake = fakeTransport(answering, tokenAnswer);
  return { fake, clock, session: createSession(fake.transport, CLIENT, clock) };
};
const inTurn = (...answers: readonly FakeAnswer[]): Answering => {
  const left = [...answers];
  return () => left.shift() ?? { json: {} };
};

describe('a session', () => {
  test('asks for a token once, and sends it along', async () => {
    const { session, fake } = sessionWith(() => ({ json: { ok: true } }));
    await Promise.all([session.call(GET), session.call(GET)]);
    await session.call(PUT);
    expect(fake.tokens).toBe(1);
    expect(fake.requests[0]?.headers).toEqual({ authorization: 'Bearer token-1' });
    expect(fake.requests[2]).toMatchObject({
      headers: { authorization: 'Bearer token-1', 'content-type': 'application/json' },
      body: '{"a":1}',
    });
  });

  test('asks for it with client credentials, as a form', async () => {
    const asked: unknown[] = [];
    const session = createSession(
      (request) => {
        asked.push(request);
        return Promise.resolve({ status: 200, headers: {}, body: '{"access_token":"t","expires_in":"10"}' });
      },
      CLIENT,
      new ManualClock(),
    );
    await session.authenticate();
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/oauth/access_token',
        route: '/oauth/access_token',
        headers: {
          authorization: `Basic ${Buffer.from('client-1:sécret:1').toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        },
        body: 'grant_type=client_credentials',
      },
    ]);
  });

  test.each([
    ['a string of seconds', '3600', 3600_000 - 60_000],
    ['a number', 3600, 3600_000 - 60_000],
    ['short: a tenth of it is left', '100', 90_000],
    ['missing: half an hour', undefined, 30 * 60_000 - 60_000],
    ['nonsense: half an hour', 'soon', 30 * 60_000 - 60_000],
  ])('asks anew before the token ends; its life is %s', async (_what, expires_in, usedFor) => {
    const { session, fake, clock } = sessionWith(
      () => ({ json: {} }),
      () => ({ json: { access_token: 't', expires_in } }),
    );
    await session.call(GET);
    await clock.advance(usedFor - 1);
    await session.call(GET);
    expect(fake.tokens).toBe(1);
    await clock.advance(1);
    await session.call(GET);
    expect(fake.tokens).toBe(2);
  });

  test('gets a new token after 401, once, and sends again', async () => {
    const { session, fake } = sessionWith(inTurn({ status: 401 }, { json: { ok: true } }));
    await expect(session.call(PUT)).resolves.toMatchObject({ json: { ok: true } });
    expect(fake.requests.map(({ headers }) => headers?.['authorization'])).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  test('is refused for good by a second 401', async () => {
    const { session, fake } = sessionWith(() => ({ status: 401, json: { message: 'expired' } }));
    await expect(session.call(GET)).rejects.toMatchObject({
      class: 'district',
      code: 'SIS_CREDENTIALS',
      message: 'expired',
    });
    expect(fake.requests).toHaveLength(2);
  });

  test('gets one new token for many 401', async () => {
    const { session, fake } = sessionWith(({ request }) =>
      request.headers?.['authorization'] === 'Bearer token-1' ? { status: 401 } : { json: {} },
    );
    await Promise.all(Array.from({ length: 5 }, () => session.call(GET)));
    expect(fake.tokens).toBe(2);
  });

  test('sends again at once after 412, once', async () => {
    const { session, fake } = sessionWith(inTurn({ status: 412 }, { json: { ok: true } }));
    await expect(session.call(PUT)).resolves.toMatchObject({ json: { ok: true } });
    const stubborn = sessionWith(() => ({ status: 412, json: { message: 'Resubmit' } }));
    await expect(stubborn.session.call(PUT)).rejects.toMatchObject({
      class: 'transient',
      status: 412,
      message: 'Resubmit',
    });
    expect([fake.requests.length, stubborn.fake.requests.length]).toEqual([2, 2]);
  });

  test('gets past 412 and 401 in one call', async () => {
    const { session } = sessionWith(inTurn({ status: 412 }, { status: 401 }, { json: { ok: true } }));
    await expect(session.call(PUT)).resolves.toMatchObject({ json: { ok: true } });
  });

  test.each([
    ['JSON', { json: [1] }, [1]],
    ['nothing', { status: 201 }, undefined],
    ['blanks', { text: ' \n' }, undefined],
  ])('gives an answer of %s', async (_what, answer, json) => {
    expect((await sessionWith(() => answer).session.call(PUT)).json).toEqual(json);
  });

  test.each([
    ['HTML on 200', { text: HTML }],
    ['HTML on 502', { status: 502, text: HTML }],
    ['JSON that is cut off', { text: '{"a":[1,' }],
    ['text', { text: 'OK' }],
  ])('takes %s for no answer, which leaves a write in doubt', async (_what, answer) => {
    const { session } = sessionWith(() => answer);
    await expect(session.call(PUT)).rejects.toMatchObject({
      class: 'transient',
      code: 'SIS_UNAVAILABLE',
      uncertain: true,
    });
    await expect(session.call(GET)).rejects.toMatchObject({ class: 'transient', uncertain: false });
  });

  test('gives what the caller expects as it is, but not a page in its place', async () => {
    const expecting: Call = { ...GET, expects: [404] };
    await expect(sessionWith(() => ({ status: 404 })).session.call(expecting)).resolves.toMatchObject({ status: 404 });
    const page = sessionWith(() => ({ status: 404, text: HTML }));
    await expect(page.session.call(expecting)).rejects.toMatchObject({ class: 'transient' });
  });

  test.each([
    ['refused', { status: 401, json: { error: 'invalid_client' } }, { class: 'district', code: 'SIS_CREDENTIALS' }],
    ['not there', { status: 404 }, { class: 'district', code: 'SIS_CREDENTIALS' }],
    ['a page', { text: HTML }, { class: 'transient' }],
    ['no JSON', { text: 'token' }, { class: 'transient' }],
    ['without a token', { json: { expires_in: 5 } }, { class: 'transient' }],
    ['down', { status: 503 }, { class: 'transient' }],
    [
      'lost',
      new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE', uncertain: true }, 'reset'),
      { class: 'transient' },
    ],
  ])('with a token that is %s fails, and leaves nothing in doubt', async (_what, answer, failure) => {
    const { session, fake } = sessionWith(
      () => ({ json: {} }),
      () => answer,
    );
    await expect(session.call(PUT)).rejects.toMatchObject({ ...failure, uncertain: false });
    await expect(session.authenticate()).rejects.toMatchObject(failure);
    expect(fake.requests).toEqual([]);
  });

  test('asks for a token in any case when it authenticates', async () => {
    const { session, fake } = sessionWith(() => ({ json: {} }));
    await session.authenticate();
    await session.authenticate();
    expect(fake.tokens).toBe(2);
  });

  test('never tells the secret or the token', async () => {
    const { session } = sessionWith(() => ({ status: 409, json: { message: 'Bearer token-1 may not' } }));
    await expect(session.call(PUT)).rejects.toMatchObject({ message: 'bearer … may not' });
  });
});
