import type { Readable } from 'node:stream';
import type { SectionAssessment } from '@passback/domain';
import { INGESTION_LIMITS } from '../limits.ts';
import { checkSnapshot } from '../validation/check-snapshot.ts';
import { parseJson } from '../validation/parse-json.ts';
import { BatchSender } from './batch-sender.ts';
import { type Line, LineSplitter } from './line-splitter.ts';
import { readChunks, type ReadEnd } from './read-chunks.ts';
import { type RejectedLine, Rejections } from './rejections.ts';
import { Turns } from './turns.ts';

export interface LinesOptions {
  readonly districtId: string;
  /** Resolves once the broker has them durably. */
  readonly publish: (snapshots: readonly SectionAssessment[]) => Promise<void>;
  /** Aborted when the process stops. */
  readonly signal: AbortSignal;
  readonly idleMs?: number;
  /** Monotonic, in milliseconds; tells how fast the stream is. */
  readonly now?: () => number;
}

export interface LinesReport {
  /** Snapshots that the broker has. */
  readonly accepted: number;
  readonly rejected: readonly RejectedLine[];
  readonly rejectedCount: number;
  /** Why nothing more was read; `end`: every line was. */
  readonly ended: ReadEnd | { readonly failure: unknown };
}

/** The thread is one for all streams of this process, whatever belongs to which server in it. */
const TURNS = new Turns();

const TOO_LONG = { path: '', message: `is longer than ${INGESTION_LIMITS.snapshotBytes} bytes` };

/**
 * Takes NDJSON, one snapshot a line, of any length in bounded memory: a bad line is rejected and the next ones are taken; while
 * the broker is busy with what was read, no more is read. A failure of the broker or of the connection is in the report.
 */
export async function acceptLines(stream: Readable, options: LinesOptions): Promise<LinesReport> {
  const lines = new LineSplitter(INGESTION_LIMITS.snapshotBytes);
  const rejections = new Rejections();
  const sender = new BatchSender(options.publish);
  const accept = async ({ number, bytes }: Line): Promise<void> => {
    if (bytes === null) return rejections.add(number, [TOO_LONG]);
    const size = bytes.length;
    const parsed = parseJson(bytes);
    const checked = parsed.ok ? checkSnapshot(parsed.value, options) : parsed;
    if (!checked.ok) return rejections.add(number, checked.errors);
    await sender.add(checked.value, size);
  };
  const report = (ended: LinesReport['ended']): LinesReport => ({
    accepted: sender.sent,
    rejected: rejections.lines,
    rejectedCount: rejections.count,
    ended,
  });
  const { idleMs, rateBytes, rateMs } = INGESTION_LIMITS;
  const now = options.now ?? (() => performance.now());
  const nextTurn = TURNS.stream();
  const reading = {
    idleMs: options.idleMs ?? idleMs,
    rate: { bytes: rateBytes, windowMs: rateMs, now },
    signal: options.signal,
  };
  try {
    const ended = await readChunks(stream, reading, async (chunk) => {
      for (const line of lines.push(chunk)) {
        await accept(line);
        const turn = nextTurn();
        if (turn !== null) await turn;
      }
    });
    const last = ended === 'end' ? lines.end() : null;
    if (last !== null) await accept(last);
    await sender.finish();
    return report(ended);
  } catch (failure) {
    await sender.settle();
    return report({ failure });
  }
}
