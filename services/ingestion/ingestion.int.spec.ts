import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { MessagingError } from '@passback/messaging';
import { INGESTION_LIMITS } from './limits.ts';
import {
  DISTRICT,
  recordingBroker,
  type RunningIngestion,
  startIngestion,
  TOKENS,
} from './testing/ingestion.fixture.ts';
import { scoreJson, snapshotJson, snapshotLines } from './testing/snapshot.fixture.ts';

const UNIT = `/v1/districts/${DISTRICT}/section-assessments/sa-9001`;
const UNITS = `/v1/districts/${DISTRICT}/section-assessments`;
const STAFF = `/v1/districts/${DISTRICT}/staff`;
const NDJSON = { headers: { 'content-type': 'application/x-ndjson' } };

let running: RunningIngestion | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

async function start(broker: Parameters<typeof startIngestion>[0] = recordingBroker()): Promise<RunningIngestion> {
  running = await startIngestion(broker);
  return running;
}

interface ProblemJson {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly accepted?: number;
}

async function problem(response: Response): Promise<ProblemJson> {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const body = (await response.json()) as ProblemJson;
  expect(body.status).toBe(response.status);
  return body;
}

function brokenBroker(code: 'UNAVAILABLE' | 'MESSAGE_TOO_LARGE') {
  return {
    check: () => Promise.reject(new MessagingError('UNAVAILABLE', 'no broker')),
    produce: () => Promise.reject(new MessagingError(code, 'no broker')),
  };
}

describe('one snapshot', () => {
  it('is answered once the broker has it, under the key of the unit, with its trace', async () => {
    const broker = recordingBroker();
    const { send } = await start(broker);
    const response = await send('PUT', UNIT, snapshotJson({ colour: 'blue' }));
    expect(response.status).toBe(202);
    await expect(response.json()).resolves.toEqual({ accepted: true, revision: 7 });
    expect(broker.produced).toEqual([
      {
        topic: 'passback.section-assessments.v1',
        message: expect.objectContaining({
          key: 'lincoln:sa-9001',
          value: {
            districtId: DISTRICT,
            receivedAtMs: expect.any(Number),
            snapshot: { ...snapshotJson(), submissionDate: undefined },
          },
        }),
      },
    ]);
  });

  it('waits for the broker', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let isProducing = (): void => undefined;
    const producing = new Promise<void>((resolve) => (isProducing = resolve));
    const { send } = await start({ check: async () => undefined, produce: () => (isProducing(), held) });
    let isAnswered = false;
    const answer = send('PUT', UNIT, snapshotJson()).finally(() => (isAnswered = true));
    await producing;
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect(isAnswered).toBe(false);
    letGo();
    expect((await answer).status).toBe(202);
  });

  it('that is wrong names every field, and nothing is sent', async () => {
    const broker = recordingBroker();
    const { send } = await start(broker);
    const wrong = snapshotJson({
      kind: 'minus',
      dueDate: '2026-02-30',
      scores: [scoreJson(1), scoreJson(1, { points: '5' })],
    });
    const { status, errors } = await problem(await send('PUT', UNIT, wrong));
    expect(status).toBe(400);
    expect(errors.map(({ path }) => path).sort()).toEqual([
      'dueDate',
      'kind',
      'scores[1].points',
      'scores[1].scoreId',
      'scores[1].studentId',
    ]);
    expect(broker.produced).toEqual([]);
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ['no JSON', '{"revision": NaN}'],
    ['nothing', ''],
    ['half a JSON', '{"revision": 7'],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])('that is %s is 400', async (_what, body) => {
    const { send } = await start();
    const { status, errors } = await problem(await send('PUT', UNIT, body));
    expect(status).toBe(400);
    expect(errors).toHaveLength(1);
  });

  it('for another path than its id is 400; a path of a unit with odd characters is as good as any', async () => {
    const broker = recordingBroker();
    const { send } = await start(broker);
    expect((await problem(await send('PUT', `${UNITS}/sa-1`, snapshotJson()))).errors).toEqual([
      { path: 'sectionAssessmentId', message: 'is not the one in the path' },
    ]);
    const odd = await send(
      'PUT',
      `${UNITS}/${encodeURIComponent('sä/1 %')}`,
      snapshotJson({ sectionAssessmentId: 'sä/1 %' }),
    );
    expect(odd.status).toBe(202);
    expect(broker.produced.map(({ message }) => message.key)).toEqual(['lincoln:sä/1 %']);
  });

  it('over 1 MiB is 413, of just 1 MiB is taken', async () => {
    const { send } = await start();
    const json = JSON.stringify(snapshotJson());
    const padded = (bytes: number): string => json + ' '.repeat(bytes - json.length);
    expect((await send('PUT', UNIT, padded(INGESTION_LIMITS.snapshotBytes))).status).toBe(202);
    expect((await problem(await send('PUT', UNIT, padded(INGESTION_LIMITS.snapshotBytes + 1)))).status).toBe(413);
  });

  it('of another media type, or compressed, is 415', async () => {
    const { send } = await start();
    for (const headers of [
      { 'content-type': 'text/csv' },
      { 'content-type': 'application/x-ndjson' },
      { 'content-encoding': 'gzip' },
    ]) {
      expect((await problem(await send('PUT', UNIT, snapshotJson(), { headers }))).status).toBe(415);
    }
  });

  it('that the broker cannot take is 503 with Retry-After, and readiness says so', async () => {
    const { send, url } = await start(brokenBroker('UNAVAILABLE'));
    const response = await send('PUT', UNIT, snapshotJson());
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await problem(response)).status).toBe(503);
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    await expect(ready.json()).resolves.toEqual({ ready: false, checks: { messaging: 'failed' } });
    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });

  it('is taken while the ledger is away where its token is known, is 503 where it is not, and readiness stays', async () => {
    const broker = recordingBroker();
    const { send, url, ledger } = await start(broker);
    expect((await send('PUT', UNIT, snapshotJson())).status).toBe(202);
    await ledger.close();
    expect((await send('PUT', UNIT, snapshotJson({ revision: 8 }))).status).toBe(202);
    expect(broker.produced).toHaveLength(2);
    const unknown = await send('PUT', UNIT, snapshotJson(), { token: 'nobody-knows' });
    expect(unknown.headers.get('retry-after')).toBe('2');
    expect((await problem(unknown)).status).toBe(503);
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(200);
    await expect(ready.json()).resolves.toEqual({ ready: true, checks: { messaging: 'ok' } });
  });

  it('that the broker never takes for its size is 413', async () => {
    const { send } = await start(brokenBroker('MESSAGE_TOO_LARGE'));
    expect((await problem(await send('PUT', UNIT, snapshotJson()))).status).toBe(413);
  });
});

describe('a call without any body', () => {
  it.each([
    ['PUT', UNIT, 400],
    ['PUT', STAFF, 400],
    ['POST', UNITS, 415],
  ])('%s %s is a problem of the client', async (method, path, status) => {
    const { url } = await start();
    const response = await fetch(url + path, { method, headers: { authorization: `Bearer ${TOKENS.otus}` } });
    expect((await problem(response)).status).toBe(status);
  });
});

describe('who may send', () => {
  const calls: [string, string][] = [
    ['PUT', UNIT],
    ['POST', UNITS],
    ['PUT', STAFF],
  ];

  it.each(calls)(
    '%s %s: 401 without a known token, 403 for another district’s or another role’s',
    async (method, path) => {
      const broker = recordingBroker();
      const { send } = await start(broker);
      const status = async (token: string | null): Promise<number> =>
        (await problem(await send(method, path, 'not even JSON', { token }))).status;
      await expect(status(null)).resolves.toBe(401);
      await expect(status('nonsense')).resolves.toBe(401);
      await expect(status(TOKENS.other)).resolves.toBe(403);
      await expect(status(TOKENS.viewer)).resolves.toBe(403);
      expect(broker.produced).toEqual([]);
    },
  );
});

describe('staff', () => {
  const PERSON = { userId: 'otus-user-12', role: 'teacher', sisUserId: '8301', inPassbackGroup: true };

  it('is sent as one message of the district', async () => {
    const broker = recordingBroker();
    const { send } = await start(broker);
    const response = await send('PUT', STAFF, {
      revision: 3,
      staff: [PERSON, { ...PERSON, userId: 'b', sisUserId: null }],
    });
    expect(response.status).toBe(202);
    await expect(response.json()).resolves.toEqual({ accepted: true, revision: 3 });
    expect(broker.produced).toMatchObject([
      {
        topic: 'passback.staff.v1',
        message: {
          key: DISTRICT,
          value: {
            districtId: DISTRICT,
            revision: 3,
            staff: [PERSON, { ...PERSON, userId: 'b', sisUserId: undefined }],
          },
        },
      },
    ]);
  });

  it('may be larger than a snapshot', async () => {
    const { send } = await start();
    const staff = Array.from({ length: 15_000 }, (_, index) => ({ ...PERSON, userId: `otus-user-${index}` }));
    expect((await send('PUT', STAFF, { revision: 3, staff })).status).toBe(202);
  });

  it('that is wrong is 400, too much of it 413', async () => {
    const { send } = await start();
    const wrong = await problem(await send('PUT', STAFF, { revision: 0, staff: [PERSON, PERSON] }));
    expect(wrong.errors.map(({ path }) => path)).toEqual(['revision', 'staff[1].userId']);
    const huge = ' '.repeat(INGESTION_LIMITS.staffBytes + 1);
    expect((await problem(await send('PUT', STAFF, huge))).status).toBe(413);
  });
});

describe('a stream of snapshots', () => {
  it('is taken line by line: the bad ones are told with what is wrong', async () => {
    const broker = recordingBroker();
    const { send } = await start(broker);
    const line = (changes: Record<string, unknown>): string => JSON.stringify(snapshotJson(changes));
    const body = [
      line({ sectionAssessmentId: 'sa-1' }),
      '',
      '{"broken',
      line({ sectionAssessmentId: undefined, kind: 'minus' }),
      `{"title":"${'x'.repeat(INGESTION_LIMITS.snapshotBytes)}"}`,
      line({ sectionAssessmentId: 'sa-2', districtId: 'jefferson' }),
      line({ sectionAssessmentId: 'sa-3', title: 'Prüfung 👩‍🏫' }),
    ].join('\r\n');
    const response = await send('POST', UNITS, body, NDJSON);
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toEqual({
      accepted: 2,
      rejectedCount: 4,
      rejected: [
        { line: 3, errors: [{ path: '', message: expect.stringContaining('is not valid JSON') }] },
        { line: 4, errors: expect.arrayContaining([{ path: 'sectionAssessmentId', message: 'is missing' }]) },
        { line: 5, errors: [{ path: '', message: 'is longer than 1048576 bytes' }] },
        { line: 6, errors: [{ path: 'districtId', message: 'is not the one in the path' }] },
      ],
    });
    expect(broker.produced.map(({ message }) => message.key)).toEqual(['lincoln:sa-1', 'lincoln:sa-3']);
  });

  it('of 5,000 lines goes through, each once', async () => {
    const broker = recordingBroker();
    const { send } = await start(broker);
    const response = await send('POST', UNITS, ReadableStream.from(snapshotLines(5_000)), NDJSON);
    await expect(response.json()).resolves.toEqual({ accepted: 5_000, rejected: [], rejectedCount: 0 });
    expect(new Set(broker.produced.map(({ message }) => message.key)).size).toBe(5_000);
  });

  it('that is empty is none', async () => {
    const { send } = await start();
    const response = await send('POST', UNITS, '\n', NDJSON);
    await expect(response.json()).resolves.toEqual({ accepted: 0, rejected: [], rejectedCount: 0 });
  });

  it('of another media type is 415', async () => {
    const { send } = await start();
    expect((await problem(await send('POST', UNITS, snapshotJson()))).status).toBe(415);
  });

  it('is 503 with how many were accepted when the broker fails on the way', async () => {
    let batches = 0;
    const { send } = await start({
      check: async () => undefined,
      async produce() {
        batches += 1;
        if (batches > 2) throw new MessagingError('UNAVAILABLE', 'gone');
      },
    });
    const response = await send('POST', UNITS, ReadableStream.from(snapshotLines(10_000)), NDJSON);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problem(response)).toMatchObject({ status: 503, accepted: 2 * INGESTION_LIMITS.batchSnapshots });
  });
});

describe('a client that breaks off', () => {
  it('leaves the server as it was', async () => {
    const { send, url } = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(
      `POST ${UNITS} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${TOKENS.otus}\r\ncontent-type: application/x-ndjson\r\n` +
        `transfer-encoding: chunked\r\n\r\n3\r\n{"a\r\n`,
    );
    await new Promise((resolve) => socket.once('ready', resolve));
    socket.resetAndDestroy();
    expect((await send('PUT', UNIT, snapshotJson())).status).toBe(202);
  });
});

describe('stopping', () => {
  it('finishes what is in hand and takes nothing more', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let isProducing = (): void => undefined;
    const producing = new Promise<void>((resolve) => (isProducing = resolve));
    const { send, app } = await start({ check: async () => undefined, produce: () => (isProducing(), held) });
    const inHand = send('PUT', UNIT, snapshotJson());
    await producing;
    const stopped = app.stop();
    await new Promise(setImmediate);
    await expect(send('PUT', UNIT, snapshotJson())).rejects.toThrow('fetch failed');
    letGo();
    const answer = await inHand;
    expect([answer.status, answer.headers.get('connection')]).toEqual([202, 'close']);
    await stopped;
  });
});

describe('the API', () => {
  it('describes itself', async () => {
    const { url } = await start();
    const description = (await (await fetch(`${url}/documentation/json`)).json()) as { paths: Record<string, object> };
    expect(Object.entries(description.paths).map(([path, calls]) => [path, Object.keys(calls)])).toEqual([
      ['/v1/districts/{districtId}/section-assessments/{sectionAssessmentId}', ['put']],
      ['/v1/districts/{districtId}/staff', ['put']],
      ['/v1/districts/{districtId}/section-assessments', ['post']],
    ]);
  });

  it('has problems for what is not there', async () => {
    const { send } = await start();
    expect((await problem(await send('PUT', '/v1/nothing', {}))).status).toBe(404);
  });
});
