import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { snapshotFromMessage, staffMemberFromMessage, type TopicDefinition, topics } from '@passback/contracts';
import { type IncomingMessage, type Messaging, openMessaging } from '@passback/messaging';
import { INGESTION_LIMITS } from './limits.ts';
import { DISTRICT, startIngestion } from './testing/ingestion.fixture.ts';
import { snapshotJson, snapshotLines } from './testing/snapshot.fixture.ts';

const UNITS = `/v1/districts/${DISTRICT}/section-assessments`;
const LINES = 5_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'passback-ingestion-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openMessaging({ url: `embedded:${folder}`, clientId: 'passback-ingestion-test' });

/** The first messages of a topic, or more if they come together. */
async function receive<T>(messaging: Messaging, topic: TopicDefinition<T>, count: number) {
  const received: IncomingMessage<T>[] = [];
  let all = (): void => undefined;
  const complete = new Promise<void>((resolve) => (all = resolve));
  const consumer = await messaging.consume(topic, {
    group: 'test',
    maxBatch: 500,
    async handle(messages) {
      received.push(...messages);
      if (received.length >= count) all();
      return undefined;
    },
  });
  await complete;
  await consumer.stop();
  return received;
}

describe('what was answered as accepted', () => {
  it('is in the broker after a restart, each snapshot once and whole', async () => {
    const before = await open();
    const { send, stop } = await startIngestion(before);
    expect((await send('PUT', `${UNITS}/sa-9001`, snapshotJson())).status).toBe(202);
    const stream = await send('POST', UNITS, ReadableStream.from(snapshotLines(LINES)), {
      headers: { 'content-type': 'application/x-ndjson' },
    });
    await expect(stream.json()).resolves.toMatchObject({ accepted: LINES, rejectedCount: 0 });
    await stop();
    await before.stop();

    const after = await open();
    const received = await receive(after, topics.sectionAssessments, LINES + 1);
    await after.stop();
    expect(received).toHaveLength(LINES + 1);
    expect(new Set(received.map(({ key }) => key)).size).toBe(LINES + 1);
    const one = received.find(({ key }) => key === `${DISTRICT}:sa-9001`)?.value;
    expect(one).toMatchObject({ districtId: DISTRICT, receivedAtMs: expect.any(Number) });
    expect(one?.snapshot && snapshotFromMessage(one.snapshot)).toEqual(snapshotJson({ submissionDate: null }));
  });

  // The door took 20,000 people, and as a message of 1.18 MB the broker did not.
  it.each([
    ['with ids as they are', 16],
    ['with ids that fill the largest body', 62],
  ])('may be all staff that the door takes, %s', async (_what, idLength) => {
    const messaging = await open();
    const { send, stop } = await startIngestion(messaging);
    const character = idLength > 16 ? '€' : 'x';
    const id = (index: number): string => `otus-user-${index}-`.padEnd(idLength, character);
    const staff = Array.from({ length: INGESTION_LIMITS.staff }, (_, index) => ({
      ...{ userId: id(index), role: 'coTeacher', sisUserId: id(index), inPassbackGroup: true },
    }));
    const body = JSON.stringify({ revision: 3, staff });
    if (idLength > 16) expect(Buffer.byteLength(body)).toBeGreaterThan(0.9 * INGESTION_LIMITS.staffBytes);
    expect((await send('PUT', `/v1/districts/${DISTRICT}/staff`, body)).status).toBe(202);
    const [received] = await receive(messaging, topics.staff, 1);
    expect(received?.value.staff.map(staffMemberFromMessage)).toEqual(staff);
    await stop();
    await messaging.stop();
  });
});
