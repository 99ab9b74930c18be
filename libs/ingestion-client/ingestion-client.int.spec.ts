import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { snapshotJson } from '../../services/ingestion/testing/snapshot.fixture.ts';
import {
  DISTRICT,
  recordingBroker,
  type RunningIngestion,
  startIngestion,
  TOKENS,
} from '../../services/ingestion/testing/ingestion.fixture.ts';
import { createIngestionClient, type Snapshot } from './ingestion-client.ts';
import { IngestionError, retryAfterMs } from './ingestion-error.ts';
import { patiently } from './patience.ts';

let running: RunningIngestion | null = null;
let server: Server | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
  server?.closeAllConnections();
  server?.close();
  server = null;
});

const snapshot = (changes: Record<string, unknown> = {}) => snapshotJson(changes) as unknown as Snapshot;

async function start(token: string = TOKENS.otus) {
  const broker = recordingBroker();
  running = await startIngestion(broker);
  return { broker, client: createIngestionClient({ url: `${running.url}/`, token }) };
}

const failureOf = (call: Promise<unknown>): Promise<IngestionError> =>
  call.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => error as IngestionError,
  );

describe('the client', () => {
  it('sends a snapshot, many, and staff', async () => {
    const { broker, client } = await start();
    await client.putSnapshot(DISTRICT, snapshot({ sectionAssessmentId: 'sa/1' }));
    const report = await client.postSnapshots(DISTRICT, [snapshot(), snapshot({ revision: 0 }), snapshot()]);
    expect(report).toMatchObject({
      accepted: 2,
      rejectedCount: 1,
      rejected: [{ line: 2, errors: [{ path: 'revision' }] }],
    });
    const staff = [{ userId: 'otus-user-12', role: 'teacher', sisUserId: '8301', inPassbackGroup: true } as const];
    await client.putStaff(DISTRICT, { revision: 1, staff });
    expect(broker.produced.map(({ message }) => message.key)).toEqual([
      ...['sa/1', 'sa-9001', 'sa-9001'].map((id) => `${DISTRICT}:${id}`),
      DISTRICT,
    ]);
    await running?.ledger.staff.put({ districtId: DISTRICT, revision: 1, staff });
    expect(await failureOf(client.putStaff(DISTRICT, { revision: 2, staff: [] }))).toMatchObject({ status: 409 });
    await client.putStaff(DISTRICT, { revision: 2, staff: [] }, { confirmShrink: true });
  });

  it('throws with the service’s own words', async () => {
    const { client } = await start();
    const wrong = await failureOf(client.putSnapshot(DISTRICT, snapshot({ title: null })));
    expect(wrong).toMatchObject({ status: 400, isPassing: false, errors: [{ path: 'title' }] });
    const elsewhere = await failureOf(client.postLines('jefferson', '{}'));
    expect(elsewhere).toMatchObject({ status: 403, message: 'Forbidden: the token is not for this district' });
  });

  it('tells that nobody answers, and does not take the token elsewhere', async () => {
    const nobody = createIngestionClient({ url: 'http://127.0.0.1:1', token: 'x' });
    expect(await failureOf(nobody.postLines(DISTRICT, '{}'))).toMatchObject({ status: 0, isPassing: true });
    const asked: string[] = [];
    server = createServer(({ url = '' }, response) => {
      asked.push(url);
      if (url !== '/taken') response.writeHead(307, { location: '/taken' });
      response.end();
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const moved = createIngestionClient({ url, token: 'x' });
    expect(await failureOf(moved.postLines(DISTRICT, '{}'))).toMatchObject({ isPassing: false });
    expect(asked).toHaveLength(1);
  });
});

describe('patiently', () => {
  const failing = (times: number, error: () => IngestionError) => {
    let calls = 0;
    return async (): Promise<number> => {
      calls += 1;
      if (calls <= times) throw error();
      return calls;
    };
  };

  it('waits as it is asked, otherwise longer each time, and gives up in time', async () => {
    const waits: number[] = [];
    let now = 0;
    const options = {
      sleep: async (ms: number) => void (now += ms),
      now: () => now,
      onWait: (ms: number) => void waits.push(ms),
    };
    await expect(
      patiently(
        failing(2, () => new IngestionError(429, {}, { retryAfterMs: 7_000 })),
        options,
      ),
    ).resolves.toBe(3);
    for (const wait of waits) expect(wait / 7_000).toBeCloseTo(1.03, 1);
    waits.length = 0;
    await expect(
      patiently(
        failing(999, () => new IngestionError(503, {})),
        { ...options, patienceMs: 60_000 },
      ),
    ).rejects.toMatchObject({ status: 503 });
    expect(waits.length).toBeGreaterThan(5);
    for (const [index, wait] of waits.entries()) {
      const usual = Math.min(30_000, 500 * 2 ** index);
      expect(wait).toBeGreaterThanOrEqual(usual / 2);
      expect(wait).toBeLessThanOrEqual(usual * 1.5);
    }
  });

  it('does not make again what will not be otherwise, and ends where it is told to', async () => {
    const call = failing(1, () => new IngestionError(403, {}));
    await expect(patiently(call)).rejects.toMatchObject({ status: 403 });
    const ending = new AbortController();
    const waiting = patiently(
      failing(9, () => new IngestionError(503, {}, { retryAfterMs: 60_000 })),
      {
        signal: ending.signal,
        onWait: () => ending.abort(),
      },
    );
    await expect(waiting).rejects.toMatchObject({ status: 503 });
  });

  it('reads Retry-After in seconds and as a date', () => {
    const now = Date.parse('2026-11-12T12:00:00Z');
    expect(retryAfterMs('5', now)).toBe(5_000);
    expect(retryAfterMs('Thu, 12 Nov 2026 12:01:00 GMT', now)).toBe(60_000);
    expect(retryAfterMs('Thu, 12 Nov 2020 12:01:00 GMT', now)).toBe(0);
    for (const header of [null, '', 'soon', '-1x']) expect(retryAfterMs(header, now)).toBeNull();
  });
});
