import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type SectionAssessmentChanged, snapshotFromMessage, topics } from '@passback/contracts';
import { type IncomingMessage, openMessaging } from '@passback/messaging';
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
    const received: IncomingMessage<SectionAssessmentChanged>[] = [];
    let all = (): void => undefined;
    const complete = new Promise<void>((resolve) => (all = resolve));
    const consumer = await after.consume(topics.sectionAssessments, {
      group: 'test',
      maxBatch: 500,
      async handle(messages) {
        received.push(...messages);
        if (received.length >= LINES + 1) all();
        return undefined;
      },
    });
    await complete;
    await consumer.stop();
    await after.stop();
    expect(received).toHaveLength(LINES + 1);
    expect(new Set(received.map(({ key }) => key)).size).toBe(LINES + 1);
    const one = received.find(({ key }) => key === `${DISTRICT}:sa-9001`)?.value;
    expect(one).toMatchObject({ districtId: DISTRICT, receivedAtMs: expect.any(Number) });
    expect(one?.snapshot && snapshotFromMessage(one.snapshot)).toEqual(snapshotJson({ submissionDate: null }));
  });
});
