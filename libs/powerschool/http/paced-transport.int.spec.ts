import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Clock } from '@passback/service-kit';
import { SisError } from '../port/gradebook.ts';
import type { Permit, RequestObserver, SisRequest } from '../port/transport.ts';
import { ManualClock } from './manual-clock.fixture.ts';
import {
  createPacedTransport,
  MAX_WAITING,
  type PacedTransport,
  type PacedTransportOptions,
  THROTTLE_POLICY,
} from './paced-transport.ts';
import { Paces } from './pace.ts';
import { MemoryReserver } from './shared-time.fixture.ts';
import { StubServer } from './stub-server.fixture.ts';

type Ended = Parameters<RequestObserver['requestEnded']>[0];

const request = (path = '/x', method: SisRequest['method'] = 'GET'): SisRequest => ({ method, path, route: '/x' });
const TOO_FAST = '{"message":"The API rate limit was exceeded. Wait 2 seconds before the next request."}';

describe('the way to a PowerSchool', () => {
  let stub: StubServer;
  let ended: Ended[];
  let paces: Paces;
  const opened: PacedTransport[] = [];
  beforeEach(async () => {
    stub = await StubServer.open();
    ended = [];
    paces = new Paces();
  });
  afterEach(async () => {
    for (const transport of opened.splice(0)) await transport.close();
    await stub.close();
  });

  const open = ({
    clock = paces.clock,
    ...options
  }: Partial<PacedTransportOptions> & { clock?: Clock } = {}): PacedTransport => {
    if (clock !== paces.clock) paces = new Paces({ clock });
    const observer = { requestEnded: (each: Ended) => void ended.push(each) };
    const transport = createPacedTransport({ settings: stub.settings(), paces, observer, ...options });
    opened.push(transport);
    return transport;
  };

  /** Answers with the status and body for as long as there are some, then with 200. */
  const answering = (...answers: readonly [status: number, body: string, headers?: Record<string, string>][]): void => {
    const left = [...answers];
    stub.answering = (response) => {
      const [status, body, headers] = left.shift() ?? [200, '{}'];
      response.writeHead(status, headers ?? {}).end(body);
    };
  };

  test('keeps the interval between requests as they arrive', async () => {
    const transport = open({ settings: stub.settings({ minIntervalMs: 40 }) });
    await Promise.all(Array.from({ length: 12 }, () => transport(request())));
    const arrivals = stub.received.map(({ at }) => at);
    // The stub is in this process, whose turns may take some milliseconds, so one gap says little; the exact ones are in pacer.unit.spec.
    const gaps = arrivals.length - 1;
    expect(((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / gaps).toBeGreaterThan(35);
  });

  describe('shared by several connections of this process', () => {
    test('keeps one pace, also where one of them replaces another after a change of settings', async () => {
      const clock = new ManualClock();
      const sentAt: number[] = [];
      stub.answering = (response) => {
        sentAt.push(clock.now());
        response.end('{}');
      };
      const before = open({ clock, settings: stub.settings({ minIntervalMs: 0 }) });
      await before(request('/before'));
      const settings = stub.settings({ minIntervalMs: 500, clientSecret: 'changed' });
      const [lane, terms] = [open({ clock, settings }), open({ clock, settings })];
      const all = Promise.all([lane(request('/a')), terms(request('/b')), before(request('/c')), lane(request('/d'))]);
      const settled = all.then(() => true);
      while (!(await Promise.race([settled, tick()]))) await clock.advance(25);
      expect(stub.received.map(({ url }) => url)).toEqual(['/before', '/a', '/b', '/c', '/d']);
      const gaps = sentAt.slice(1).map((at, n) => at - (sentAt[n] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
    });

    test('waits for all of them when one is throttled', async () => {
      answering([429, '', { 'retry-after': '7' }]);
      const clock = new ManualClock();
      const begun = clock.now();
      const both = Promise.all([open({ clock })(request('/a')), open({ clock })(request('/b'))]);
      const settled = both.then(() => true);
      while (!(await Promise.race([settled, tick()]))) await clock.advance(25);
      expect(clock.now() - begun).toBeGreaterThanOrEqual(7000);
      expect(stub.received.filter(({ url }) => url === '/b')).toHaveLength(1);
    });

    test('turns away those of the one that is closed, and no other', async () => {
      const clock = new ManualClock();
      const settings = stub.settings({ minIntervalMs: 500 });
      const [closing, other] = [open({ clock, settings }), open({ clock, settings })];
      await other(request('/first'));
      const turnedAway = closing(request('/a')).catch((error: unknown) => error);
      const answer = other(request('/b')).then(() => true);
      await closing.close();
      expect(await turnedAway).toMatchObject({ class: 'transient', uncertain: false });
      while (!(await Promise.race([answer, tick()]))) await clock.advance(25);
      expect(stub.received.map(({ url }) => url)).toEqual(['/first', '/b']);
    });

    test('tells the newest of them what it learnt, and begins a new setting afresh', async () => {
      const learned: [string, number][] = [];
      const from = (who: string) => ({ onLearnedInterval: (ms: number) => void learned.push([who, ms]) });
      answering([403, '{"message":"rate limit: wait 0.01 seconds"}']);
      const lane = open(from('lane'));
      await lane(request());
      open({ ...from('changed'), settings: stub.settings({ minIntervalMs: 40 }), learnedIntervalMs: 25 });
      expect(learned).toEqual([
        ['lane', 25],
        ['changed', 40],
      ]);
    });

    test('keeps plugins and districts apart', async () => {
      const clock = new ManualClock();
      const others = [{ clientId: 'client-2' }, { districtId: 'madison' }, { baseUrl: `${stub.url}/ps` }];
      for (const change of [{}, ...others])
        await open({ clock, settings: stub.settings({ minIntervalMs: 500, ...change }) })(request());
      expect(stub.received).toHaveLength(4);
    });
  });

  describe('shared with other processes', () => {
    const logger = { info: () => undefined, warn: () => undefined } as never;

    test('reserves time under the name of the district, where there is an interval', async () => {
      const time = new MemoryReserver(paces.clock);
      paces = new Paces({ sharing: { time, logger } });
      await open({ settings: stub.settings({ minIntervalMs: 0 }) })(request());
      expect(time.asked).toEqual([]);
      await open({ settings: stub.settings({ minIntervalMs: 20 }) })(request());
      expect(time.asked).toEqual([{ districtId: 'lincoln', lengthMs: expect.any(Number), inMs: 0 }]);
    });

    test('waits for another turn where its connection took too long, and sends on that one', async () => {
      let aheadMs = 0;
      const clock = { ...paces.clock, now: () => performance.now() + aheadMs };
      const time = new MemoryReserver(clock);
      paces = new Paces({ clock, sharing: { time, logger } });
      const checked: number[] = [];
      const check = (): void => {
        checked.push(clock.now());
        // Asked for the second time when the connection is there.
        if (checked.length === 2) aheadMs = 5_000;
      };
      const permit: Permit = { signal: new AbortController().signal, check };
      const transport = open({ clock, permit, settings: stub.settings({ minIntervalMs: 20, concurrency: 1 }) });
      await expect(transport(request('/a', 'PUT'))).resolves.toMatchObject({ status: 200 });
      // More often than four times and twice where this machine is slow as well.
      expect(checked.length).toBeGreaterThanOrEqual(4);
      expect(time.asked.length).toBeGreaterThanOrEqual(2);
      expect(stub.received.map(({ url }) => url)).toEqual(['/a']);
      expect(stub.sockets.size).toBe(1);
      expect(ended).toMatchObject([{ method: 'PUT', status: 200 }]);
    });
  });

  test('has no more under way than permitted', async () => {
    let active = 0;
    let most = 0;
    stub.answering = (response) => {
      most = Math.max(most, (active += 1));
      setTimeout(() => {
        active -= 1;
        response.end('{}');
      }, 5);
    };
    const transport = open({ settings: stub.settings({ concurrency: 3 }) });
    await Promise.all(Array.from({ length: 20 }, () => transport(request())));
    expect(most).toBe(3);
  });

  test.each([
    ['403 rate limit', [403, TOO_FAST], 2000],
    ['429 with Retry-After', [429, '', { 'retry-after': '7' }], 7000],
    ['429 without', [429, ''], THROTTLE_POLICY.firstWaitMs],
    ['503 with Retry-After', [503, '', { 'retry-after': '3' }], 3000],
  ] as const)('waits out %s for all requests, and sends again', async (_what, answer, waitMs) => {
    answering([answer[0], answer[1], answer[2] ?? {}]);
    const clock = new ManualClock();
    const begun = clock.now();
    const transport = open({ clock, settings: stub.settings({ concurrency: 1 }) });
    const both = Promise.all([transport(request('/a')), transport(request('/b'))]);
    const settled = both.then(() => true);
    while (clock.sleeping() === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(waitMs - 1);
    expect(stub.received).toHaveLength(1);
    await clock.advance(1);
    // Pacing after the refusal may hold the second back a little longer.
    while (!(await Promise.race([settled, tick()]))) await clock.advance(25);
    expect(stub.received.map(({ url }) => url)).toEqual(['/a', '/a', '/b']);
    expect(clock.now() - begun).toBeLessThan(waitMs + 200);
    expect(ended.map(({ status, throttled }) => [status, throttled])).toEqual([
      [answer[0], true],
      [200, false],
      [200, false],
    ]);
  });

  test('gives up a request that is throttled without end: throttled, and not in doubt', async () => {
    stub.answering = (response) => response.writeHead(403).end(TOO_FAST);
    const clock = new ManualClock();
    const transport = open({ clock });
    const answer = transport(request('/x', 'PUT')).catch((error: unknown) => error);
    let failure: unknown;
    void answer.then((error) => {
      failure = error;
    });
    while (failure === undefined) {
      await tick();
      await clock.advance(1000);
    }
    expect(failure).toMatchObject({ class: 'throttled', code: 'SIS_UNAVAILABLE', uncertain: false });
    expect(stub.received.length).toBeLessThanOrEqual(THROTTLE_POLICY.maxWaits + 1);
  });

  test('turns away at once who would have to wait longer than a delivery may', async () => {
    answering([429, '', { 'retry-after': '600' }]);
    const transport = open({ settings: stub.settings({ concurrency: 1 }) });
    const refused = { class: 'throttled', uncertain: false };
    const waiting = [transport(request('/a')), transport(request('/b'))];
    for (const each of waiting) await expect(each).rejects.toMatchObject(refused);
    await expect(transport(request('/c'))).rejects.toMatchObject({ ...refused, retryAfterMs: expect.any(Number) });
    expect(stub.received).toHaveLength(1);
  });

  test('learns a stricter interval and says so', async () => {
    const learned: number[] = [];
    answering([403, '{"message":"rate limit: wait 0.01 seconds"}']);
    const transport = open({ onLearnedInterval: (ms) => void learned.push(ms) });
    await transport(request());
    expect(learned).toEqual([25]);
  });

  test('begins with the interval as it was learnt', async () => {
    const transport = open({ learnedIntervalMs: 60 });
    await Promise.all([transport(request()), transport(request()), transport(request())]);
    const [first, , third] = stub.received.map(({ at }) => at);
    expect((third ?? 0) - (first ?? 0)).toBeGreaterThan(100);
  });

  test.each([401, 403, 404, 409, 412, 500, 503])('gives %i to the caller as it is', async (status) => {
    answering([status, '{"message":"words"}']);
    await expect(open()(request())).resolves.toMatchObject({ status, body: '{"message":"words"}' });
    expect(ended).toMatchObject([{ method: 'GET', route: '/x', status, throttled: false }]);
  });

  test('goes on after a lost reply, and tells it without a status', async () => {
    stub.answering = (_response, _received, socket) => socket.resetAndDestroy();
    const transport = open({ settings: stub.settings({ minIntervalMs: 10 }) });
    await expect(transport(request())).rejects.toMatchObject({ class: 'transient' });
    answering();
    await expect(transport(request())).resolves.toMatchObject({ status: 200 });
    expect(ended.map(({ status }) => status)).toEqual([null, 200]);
  });

  test('goes on after nobody was there', async () => {
    const transport = open({ settings: stub.settings({ minIntervalMs: 10, baseUrl: 'http://127.0.0.1:1' }) });
    for (let n = 0; n < 3; n++) await expect(transport(request())).rejects.toMatchObject({ uncertain: false });
  });

  test('forgets a request that its caller gave up before its turn', async () => {
    stub.answering = () => undefined;
    const transport = open({ settings: stub.settings({ concurrency: 1, timeoutMs: 60_000 }) });
    const first = transport(request('/a')).catch((error: unknown) => error);
    const caller = new AbortController();
    const second = transport(request('/b', 'PUT'), caller.signal);
    caller.abort();
    await expect(second).rejects.toMatchObject({ class: 'transient', uncertain: false });
    while (stub.received.length === 0) await tick();
    await transport.close();
    await expect(first).resolves.toMatchObject({ class: 'transient' });
    expect(stub.received.map(({ url }) => url)).toEqual(['/a']);
  });

  describe('with a permit', () => {
    const LAPSED = new SisError({ class: 'interrupted', code: 'SIS_UNAVAILABLE' }, 'the lane is not ours any more');
    let lost: AbortController;
    let checks: string[];
    beforeEach(() => {
      lost = new AbortController();
      checks = [];
    });

    /** One that lapses by `clock`, and says how often it was asked. */
    const until = (clock: Clock, at: number): Permit => ({
      signal: lost.signal,
      check: ({ method }) => {
        checks.push(method);
        if (clock.now() >= at) throw LAPSED;
      },
    });

    test('asks for it when the turn has come and when the connection is there', async () => {
      const clock = new ManualClock();
      const transport = open({ clock, permit: until(clock, Infinity) });
      await transport(request('/a', 'PUT'));
      await transport(request('/b'));
      expect(checks).toEqual(['PUT', 'PUT', 'GET', 'GET']);
    });

    test('does not send what waited for its turn for too long, and it is not in doubt', async () => {
      const clock = new ManualClock();
      const settings = stub.settings({ minIntervalMs: 500 });
      const transport = open({ clock, settings, permit: until(clock, clock.now() + 400) });
      await transport(request('/a', 'PUT'));
      const second = transport(request('/b', 'PUT')).catch((error: unknown) => error);
      await clock.advance(600);
      expect(await second).toMatchObject({ class: 'interrupted', uncertain: false });
      expect(stub.received.map(({ url }) => url)).toEqual(['/a']);
      expect(ended).toHaveLength(1);
      // The turn that came to nothing keeps nobody waiting.
      await open({ clock, settings })(request('/c'));
    });

    test('does not send what waited for its connection for too long, and it is not in doubt', async () => {
      let asked = 0;
      const permit: Permit = {
        signal: lost.signal,
        check: () => {
          asked += 1;
          if (asked === 2) throw LAPSED;
        },
      };
      const transport = open({ permit, settings: stub.settings({ concurrency: 1 }) });
      const failed = transport(request('/a', 'PUT'));
      await expect(failed).rejects.toMatchObject({ class: 'interrupted', uncertain: false });
      await transport(request('/b', 'PUT'));
      expect(stub.received.map(({ url }) => url)).toEqual(['/b']);
    });

    test('does not repeat after a throttle what may not be sent any more, and it is not in doubt', async () => {
      answering([429, '', { 'retry-after': '7' }]);
      const clock = new ManualClock();
      const transport = open({ clock, permit: until(clock, clock.now() + 5_000) });
      const answer = transport(request('/a', 'PUT')).catch((error: unknown) => error);
      while (clock.sleeping() === 0) await tick();
      await clock.advance(8_000);
      expect(await answer).toMatchObject({ class: 'interrupted', uncertain: false });
      expect(stub.received).toHaveLength(1);
    });

    test('that is lost turns away what waits, cuts off what is under way, and ends every connection', async () => {
      const permit: Permit = { signal: lost.signal, check: () => undefined };
      stub.answering = (response, { url }) => (url === '/idle' ? response.end('{}') : undefined);
      const transport = open({ permit, settings: stub.settings({ concurrency: 3, timeoutMs: 60_000 }) });
      await Promise.all([transport(request('/idle')), transport(request('/idle')), transport(request('/idle'))]);
      const write = transport(request('/write', 'PUT')).catch((error: unknown) => error);
      const read = transport(request('/read')).catch((error: unknown) => error);
      while (stub.received.length < 5) await tick();
      const full = transport(request('/never-answered')).catch((error: unknown) => error);
      const waiting = transport(request('/waits', 'PUT')).catch((error: unknown) => error);
      lost.abort(LAPSED);
      expect(await write).toMatchObject({ class: 'interrupted', uncertain: true });
      for (const certain of [read, full, waiting])
        expect(await certain).toMatchObject({ class: 'interrupted', uncertain: false });
      await expect(transport(request('/later'))).rejects.toMatchObject({ class: 'interrupted', uncertain: false });
      while ([...stub.sockets].some((socket) => !socket.destroyed)) await tick();
      expect(stub.received.map(({ url }) => url)).not.toContain('/waits');
    });
  });

  test('has a bound to how many wait', async () => {
    stub.answering = () => undefined;
    const transport = open({ settings: stub.settings({ concurrency: 1, timeoutMs: 60_000 }) });
    const waiting = Promise.allSettled(Array.from({ length: MAX_WAITING + 1 }, () => transport(request())));
    await expect(transport(request())).rejects.toThrow(`more than ${MAX_WAITING}`);
    await transport.close();
    for (const result of await waiting) expect(result.status).toBe('rejected');
  });

  test('closed, takes no more', async () => {
    const transport = open();
    await transport.close();
    await expect(transport(request())).rejects.toMatchObject({ class: 'transient', uncertain: false });
  });
});

/** One turn of the event loop; false, for a race. */
async function tick(): Promise<false> {
  await new Promise((resolve) => setTimeout(resolve, 2));
  return false;
}
