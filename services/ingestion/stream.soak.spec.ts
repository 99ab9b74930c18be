import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { topics } from '@passback/contracts';
import { type Messaging, openMessaging } from '@passback/messaging';
import { INGESTION_LIMITS } from './limits.ts';
import { DISTRICT, startIngestion } from './testing/ingestion.fixture.ts';
import { scoreJson, snapshotLines } from './testing/snapshot.fixture.ts';

const LINES = 200_000;
const SCORES = 25;
/** Memory of the process is taken to have found its level by then. */
const SETTLED_LINES = LINES / 4;
/** What later peaks may be above it: the garbage between two collections. The rest of the stream is about 600 MB. */
const NOISE_BYTES = 100 * 1024 * 1024;
/** Lines that the sockets' buffers of both sides hold beside the batches: about 8 MB of 4 kB. */
const LINES_IN_SOCKETS = 2_000;

const folder = mkdtempSync(path.join(tmpdir(), 'passback-soak-'));
const messaging = await openMessaging({ url: `embedded:${folder}`, clientId: 'passback-ingestion-soak' });
afterAll(async () => {
  await messaging.stop();
  rmSync(folder, { recursive: true });
});

describe('a stream of 200,000 section assessments', () => {
  it('goes through in memory that stays level', async () => {
    let produced = 0;
    let read = 0;
    let mostUnsent = 0;
    const peaks = { early: 0, late: 0 };
    const broker: Pick<Messaging, 'produce' | 'check'> = {
      check: () => messaging.check(),
      async produce(topic, messages) {
        const when = produced < SETTLED_LINES ? 'early' : 'late';
        mostUnsent = Math.max(mostUnsent, read - produced);
        peaks[when] = Math.max(peaks[when], process.memoryUsage.rss());
        await messaging.produce(topic, messages);
        produced += messages.length;
      },
    };
    const scores = Array.from({ length: SCORES }, (_, index) => scoreJson(index));
    const lines = (function* () {
      for (const line of snapshotLines(LINES, { scores })) {
        read += 1;
        yield line;
      }
    })();
    const { send, stop } = await startIngestion(broker);
    const response = await send('POST', `/v1/districts/${DISTRICT}/section-assessments`, ReadableStream.from(lines), {
      headers: { 'content-type': 'application/x-ndjson' },
    });
    await expect(response.json()).resolves.toEqual({ accepted: LINES, rejected: [], rejectedCount: 0 });
    await stop();
    const inBatches = (INGESTION_LIMITS.batchesInFlight + 1) * INGESTION_LIMITS.batchSnapshots;
    expect(mostUnsent).toBeLessThan(inBatches + LINES_IN_SOCKETS);
    expect(peaks.late).toBeLessThan(peaks.early + NOISE_BYTES);
    const lag = await messaging.lag('nobody', [topics.sectionAssessments]);
    expect(Object.values(lag)).toEqual([LINES]);
  });
});
