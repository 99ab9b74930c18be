import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunRecord } from '@passback/ledger';
import { type Clock, systemClock } from '@passback/service-kit';
import { CONSOLE_LIMITS } from '../limits.ts';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { NIGHT } from '../testing/runs.fixture.ts';
import { DISTRICT, TOKENS } from '../testing/settings.fixture.ts';
import { storeUnit } from '../testing/units.fixture.ts';

const EVENTS = `/v1/districts/${DISTRICT}/runs/${NIGHT.runId}/events`;
const FASTER = 200;

/** A second of it is five milliseconds. */
const fastClock: Clock = {
  now: systemClock.now,
  monotonic: () => systemClock.monotonic() * FASTER,
  sleep: (ms, signal) => systemClock.sleep(ms / FASTER, signal),
};

let console: RunningConsole;
let isStopped = false;
const clients = new Set<AbortController>();

beforeEach(async () => {
  isStopped = false;
  console = await startConsole({}, { clock: fastClock });
  await console.ledger.runs.open(NIGHT);
});
afterEach(async () => {
  for (const client of clients) client.abort();
  clients.clear();
  if (!isStopped) await console.stop();
});

interface Stream {
  readonly response: Response;
  leave(): void;
  /** What comes until all of it matches; all that there is where the stream ends before. */
  until(text: RegExp): Promise<string>;
}

async function open(token: string = TOKENS.viewer): Promise<Stream> {
  const client = new AbortController();
  clients.add(client);
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${console.url}${EVENTS}`, { headers, signal: client.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  return {
    response,
    leave: () => client.abort(),
    async until(text) {
      let read = '';
      while (!text.test(read)) {
        const { done, value } = await reader.read();
        if (done) return read;
        read += value;
      }
      return read;
    },
  };
}

/** Matches nothing. */
const AT_THE_END = /(?!)/;
/** An event that came as a whole. */
const AN_EVENT = /^data: .*\n\n/m;

/** The data of events `run`, in the order in which they came. */
function runsOf(text: string): unknown[] {
  return [...text.matchAll(/^event: run\ndata: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as unknown);
}

const finished: RunRecord = { ...NIGHT, version: 2, state: 'finished', finishedAt: NIGHT.startedAt + 60_000 };

describe('the events of a run', () => {
  it('are the run at once, then what has changed, and the end when it is finished', async () => {
    await storeUnit(console.ledger, 'sa-1', { runId: NIGHT.runId });
    const stream = await open();
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    const [first] = runsOf(await stream.until(AN_EVENT));
    expect(first).toMatchObject({
      runId: NIGHT.runId,
      state: 'delivering',
      progress: { doneUnits: 2, plannedUnits: 3 },
    });
    await storeUnit(console.ledger, 'sa-2', { runId: NIGHT.runId });
    const [changed] = runsOf(await stream.until(/"doneUnits":1.*\n\n/));
    expect(changed).toMatchObject({ progress: { doneUnits: 1, plannedUnits: 3, unitsPerMinute: expect.any(Number) } });
    await console.ledger.runs.update(finished);
    const rest = await stream.until(AT_THE_END);
    expect(runsOf(rest)).toMatchObject([{ state: 'finished', progress: { doneUnits: 3, estimatedEndAt: null } }]);
    expect(rest).toMatch(/event: end\ndata: \{\}\n\n$/);
  });

  it('are one and the end where the run is finished', async () => {
    await console.ledger.runs.update(finished);
    const text = await (await open()).until(AT_THE_END);
    expect(runsOf(text)).toMatchObject([{ state: 'finished' }]);
    expect(text).toMatch(/event: end\ndata: \{\}\n\n$/);
  });

  it('are not repeated while nothing changes: then there is a sign of life, and after ten minutes the stream closes', async () => {
    const stream = await open();
    const text = await stream.until(AT_THE_END);
    expect(runsOf(text)).toHaveLength(1);
    expect(text.match(/^: still here$/gm)!.length).toBeGreaterThan(1);
    expect(text).not.toContain('event: end');
  });

  it('of a run that is not known, or of another district, are none', async () => {
    expect((await console.problem('GET', EVENTS.replace('11-12', '11-11'))).status).toBe(404);
    expect((await console.problem('GET', EVENTS, { token: TOKENS.other })).status).toBe(403);
  });
});

describe('streams of events', () => {
  it('are so many of one caller, and one who goes away frees its place', async () => {
    const streams: Stream[] = [];
    for (let count = 0; count < CONSOLE_LIMITS.runStreamsOfCaller; count += 1) streams.push(await open());
    const refused = await console.problem('GET', EVENTS, { token: TOKENS.viewer });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe(String(CONSOLE_LIMITS.retryAfterSeconds));
    expect((await open(TOKENS.admin)).response.status).toBe(200);
    streams[0]!.leave();
    let again = await open();
    while (again.response.status === 429) again = await open();
    expect(again.response.status).toBe(200);
  });

  it('end when the process stops, which does not wait for them', async () => {
    const stream = await open();
    await stream.until(AN_EVENT);
    isStopped = true;
    const begin = performance.now();
    await console.stop();
    expect(performance.now() - begin).toBeLessThan(CONSOLE_LIMITS.closeMs / 2);
    expect(await stream.until(AT_THE_END)).not.toContain('event: end');
  });
});
