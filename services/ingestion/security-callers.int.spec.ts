import { connect, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { REFUSAL_LIMIT } from '@passback/service-kit';
import type { IngestionSettings } from './settings.ts';
import { recordingBroker, type RunningIngestion, startIngestion, TOKENS } from './testing/ingestion.fixture.ts';
import { snapshotJson } from './testing/snapshot.fixture.ts';

const UNITS = '/v1/districts/lincoln/section-assessments';
const UNIT = `${UNITS}/sa-9001`;

let running: RunningIngestion | null = null;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await running?.stop();
  running = null;
});

async function start(settings: Partial<IngestionSettings> = {}): Promise<RunningIngestion> {
  running = await startIngestion(recordingBroker(), settings);
  return running;
}

const put = ({ send }: RunningIngestion, token: string | null, headers: Readonly<Record<string, string>> = {}) =>
  send('PUT', UNIT, snapshotJson(), { token, headers });

describe('a caller without a known token', () => {
  it('is refused unseen once there were too many, with when to come again; whose token was good there is heard', async () => {
    const service = await start();
    expect((await put(service, TOKENS.otus)).status).toBe(202);
    const tokens = Array.from({ length: REFUSAL_LIMIT.most }, (_, n) => (n % 2 === 0 ? null : 'guess'));
    const guesses = await Promise.all(tokens.map((token) => put(service, token)));
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401]));
    for (const token of [null, 'guess', TOKENS.viewer]) {
      const refused = await put(service, token);
      expect([refused.status, await refused.json()]).toEqual([429, expect.objectContaining({ status: 429 })]);
      const seconds = Number(refused.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(REFUSAL_LIMIT.windowMs / 1_000);
    }
    expect((await put(service, TOKENS.otus)).status).toBe(202);
  });

  it('is not another behind the proxy that the operator trusts, and is whoever the connection says without one', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const behindProxy = await start({ TRUSTED_PROXIES: '127.0.0.0/8' });
    const guesses = Array.from({ length: REFUSAL_LIMIT.most }, (_, n) => n);
    await Promise.all(guesses.map(() => put(behindProxy, 'guess', from('198.51.100.7'))));
    expect((await put(behindProxy, 'guess', from('198.51.100.7'))).status).toBe(429);
    expect((await put(behindProxy, 'guess', from('198.51.100.8'))).status).toBe(401);
    // What the caller itself puts before the proxy's word counts for nothing.
    expect((await put(behindProxy, 'guess', from('203.0.113.1, 198.51.100.7'))).status).toBe(429);
    await behindProxy.stop();

    const open = await start();
    await Promise.all(guesses.map((n) => put(open, 'guess', from(`198.51.100.${n}`))));
    expect((await put(open, 'guess', from('198.51.100.200'))).status).toBe(429);
  });

  it('is not let in by a token in the query', async () => {
    const { send } = await start();
    for (const name of ['token', 'access_token', 'authorization', 'bearer']) {
      const path = `${UNIT}?${name}=${encodeURIComponent(TOKENS.otus)}`;
      expect((await send('PUT', path, snapshotJson(), { token: null })).status).toBe(401);
    }
  });

  it('has its connection closed though its body never ends', async () => {
    const { url } = await start();
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
    sockets.push(socket);
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk))).on('error', () => undefined);
    socket.write(
      `POST ${UNITS} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer guess\r\ncontent-type: application/x-ndjson\r\n` +
        `transfer-encoding: chunked\r\n\r\n`,
    );
    const drip = setInterval(() => socket.write('1\r\n\n\r\n'), 20);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1.1 401 /);
    expect(answer.toLowerCase()).toContain('connection: close');
  });

  it('may call 50 at a time and never end: a good one is answered meanwhile', async () => {
    const service = await start();
    const { url } = service;
    expect((await put(service, TOKENS.otus)).status).toBe(202);
    let answered = 0;
    for (let n = 0; n < 50; n++) {
      const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
      sockets.push(socket);
      socket.once('data', () => (answered += 1)).on('error', () => undefined);
      socket.write(
        `PUT ${UNIT} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`,
      );
    }
    while (answered < 50) {
      expect((await put(service, TOKENS.otus)).status).toBe(202);
      await nextTurn();
    }
  });
});

it('a list of proxies that is none stops the start, and is named', async () => {
  await expect(startIngestion(recordingBroker(), { TRUSTED_PROXIES: 'proxy.test' })).rejects.toThrow(
    'TRUSTED_PROXIES has entries that are neither an IP address nor a network: proxy.test',
  );
});
