import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { INGESTION_LIMITS } from '../limits.ts';
import { snapshotJson, snapshotLines } from '../testing/snapshot.fixture.ts';
import { acceptLines, type LinesOptions } from './accept-lines.ts';

const NEVER = new AbortController().signal;

function accept(stream: Readable, options: Partial<LinesOptions>) {
  return acceptLines(stream, { districtId: 'lincoln', publish: async () => undefined, signal: NEVER, ...options });
}

/** A broker that holds every batch until it is let go. */
function slowBroker() {
  const waiting: (() => void)[] = [];
  let most = 0;
  return {
    waiting,
    get most() {
      return most;
    },
    publish: () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        most = Math.max(most, waiting.length);
      }),
  };
}

describe('a stream of snapshots', () => {
  it('is read no further while the broker has all that it may have', async () => {
    const broker = slowBroker();
    let read = 0;
    const lines = 20 * INGESTION_LIMITS.batchSnapshots;
    const counted = (function* () {
      for (const line of snapshotLines(lines)) {
        read += 1;
        yield line;
      }
    })();
    const accepted = accept(Readable.from(counted, { highWaterMark: 1 }), { publish: broker.publish });
    const allHeld = INGESTION_LIMITS.batchesInFlight + 1;
    const readable = (allHeld + 1) * INGESTION_LIMITS.batchSnapshots;
    // All turns of the event loop that reading on would need, several times over.
    for (let turn = 0; turn < 10 * lines && read < readable; turn += 1) await new Promise(setImmediate);
    expect(broker.waiting).toHaveLength(INGESTION_LIMITS.batchesInFlight);
    expect(read).toBeLessThanOrEqual(allHeld * INGESTION_LIMITS.batchSnapshots + 2);
    let isDone = false;
    void accepted.then(() => (isDone = true));
    while (!isDone) {
      broker.waiting.shift()?.();
      await new Promise(setImmediate);
    }
    await expect(accepted).resolves.toMatchObject({ accepted: lines, rejectedCount: 0, ended: 'end' });
    expect(broker.most).toBe(INGESTION_LIMITS.batchesInFlight);
  });

  it('goes to the broker in batches that it takes as one, by bytes as well', async () => {
    const sizes: number[] = [];
    const title = 'x'.repeat(10_000);
    const report = await accept(Readable.from(snapshotLines(200, { title })), {
      publish: async (snapshots) => void sizes.push(snapshots.length),
    });
    expect(report.accepted).toBe(200);
    expect(Math.max(...sizes) * 10_000).toBeLessThan(INGESTION_LIMITS.batchBytes);
    expect(sizes.length).toBeLessThan(10);
  });

  it('that a failing broker ends says how many were accepted, and no more is sent', async () => {
    let calls = 0;
    const failure = new Error('down');
    const report = await accept(Readable.from(snapshotLines(20_000)), {
      publish: async () => {
        calls += 1;
        if (calls === 3) throw failure;
      },
    });
    expect(report.ended).toEqual({ failure });
    expect(report.accepted).toBe((calls - 1) * INGESTION_LIMITS.batchSnapshots);
    expect(calls).toBeLessThan(3 + INGESTION_LIMITS.batchesInFlight);
  });

  it('that stands still is ended, and what came is accepted', async () => {
    const stream = new PassThrough();
    stream.write(`${JSON.stringify(snapshotJson())}\n`);
    await expect(accept(stream, { idleMs: 20 })).resolves.toMatchObject({ accepted: 1, ended: 'idle' });
    expect(stream.destroyed).toBe(false);
  });

  describe('that is slow', () => {
    /** Chunks of a stream, each of which is waited for as long as it says. */
    const slowly = (chunks: Iterable<readonly [waitMs: number, text: string]>) => {
      let now = 0;
      const stream = Readable.from(
        (function* () {
          for (const [waitMs, text] of chunks) {
            now += waitMs;
            yield Buffer.from(text);
          }
        })(),
        { highWaterMark: 1 },
      );
      return { stream, now: () => now };
    };
    const snapshot = (n: number): string => `${JSON.stringify(snapshotJson({ sectionAssessmentId: `sa-${n}` }))}\n`;

    it('but brings a snapshot now and then may go on for hours', async () => {
      const chunks = Array.from({ length: 500 }, (_, n) => [INGESTION_LIMITS.idleMs - 1, snapshot(n)] as const);
      const { stream, now } = slowly(chunks);
      await expect(accept(stream, { now })).resolves.toMatchObject({ accepted: 500, ended: 'end' });
      expect(now()).toBeGreaterThan(8 * 3_600_000);
    });

    it('a byte a second, is ended, and what came before is accepted', async () => {
      const { stream, now } = slowly([[0, snapshot(1)], ...Array.from({ length: 1_000 }, () => [1_000, ' '] as const)]);
      await expect(accept(stream, { now })).resolves.toMatchObject({ accepted: 1, ended: 'slow' });
      expect(now()).toBeLessThan(3 * INGESTION_LIMITS.rateMs);
      stream.destroy();
    });

    it('because the broker is, is not the client’s fault', async () => {
      let now = 0;
      const lines = snapshotLines(2 * INGESTION_LIMITS.batchSnapshots * INGESTION_LIMITS.batchesInFlight);
      const publish = async (): Promise<void> => void (now += 10 * INGESTION_LIMITS.rateMs);
      const report = await accept(Readable.from(lines), { now: () => now, publish });
      expect(report).toMatchObject({ rejectedCount: 0, ended: 'end' });
    });
  });

  it('is ended when the process stops, and what came is accepted', async () => {
    let wasRead = (): void => undefined;
    const read = new Promise<void>((resolve) => (wasRead = resolve));
    let calls = 0;
    const stream = new Readable({
      highWaterMark: 1,
      read() {
        calls += 1;
        if (calls === 1) this.push(`${JSON.stringify(snapshotJson())}\n{"half`);
        else wasRead();
      },
    });
    const stopping = new AbortController();
    const accepted = accept(stream, { signal: stopping.signal });
    await read;
    while (stream.readableLength > 0) await new Promise(setImmediate);
    stopping.abort();
    await expect(accepted).resolves.toMatchObject({ accepted: 1, rejectedCount: 0, ended: 'stopping' });
  });

  it('that the client breaks off is a failure with what was accepted', async () => {
    const stream = new PassThrough();
    stream.write(`${JSON.stringify(snapshotJson())}\n`);
    const accepted = accept(stream, {});
    stream.destroy(new Error('reset'));
    await expect(accepted).resolves.toMatchObject({ ended: { failure: { message: 'reset' } } });
  });

  it('of nonsense is told in bounded size, and counted in full', async () => {
    const lines = Array.from({ length: 3_000 }, () => Buffer.from('nonsense\n'));
    const report = await accept(Readable.from(lines), {});
    expect(report).toMatchObject({ accepted: 0, rejectedCount: 3_000, ended: 'end' });
    expect(report.rejected).toHaveLength(INGESTION_LIMITS.reportedLines);
    expect(report.rejected[0]).toEqual({ line: 1, errors: [{ path: '', message: 'is not valid JSON' }] });
  });
});
