import { rm } from 'node:fs/promises';
import type { Rejection, Source } from '../source.ts';
import { type Batch, batchesOf } from './batches.ts';
import { type Checkpoint, beginning, checkpointFile, resume, type Target, writeCheckpoint } from './checkpoint.ts';
import { rejectedFile, RejectedList } from './rejected-list.ts';
import type { Take } from './send-batch.ts';

export interface SendOptions {
  readonly source: Source;
  readonly target: Target;
  readonly take: Take;
  /** Forget how far it was sent. */
  readonly isRestart: boolean;
  /** Whether how far it was sent is kept. */
  readonly isKept: boolean;
  readonly onProgress: (checkpoint: Checkpoint) => void;
}

/**
 * Sends what a file has and was not sent yet. After each batch it is first written what was rejected of it and then how far it is: where the
 * process ends in between, the batch is sent again, which changes nothing, and its rejections are written again in their place.
 * Throws what `take` throws, `SourceError`, and what files throw; then it can be called again.
 */
export async function sendAll(options: SendOptions): Promise<Checkpoint> {
  const { source, target, take, isRestart, isKept, onProgress } = options;
  if (isKept && isRestart) await rm(checkpointFile(source.file), { force: true });
  let reached = isKept ? await resume(source, target) : beginning(target, source);
  const list = await RejectedList.open(rejectedFile(source.file), reached.rejectedBytes);
  const keep = async (next: Checkpoint, rejections: readonly Rejection[]): Promise<void> => {
    await list.add(rejections);
    reached = { ...next, rejectedBytes: list.bytes };
    if (isKept) await writeCheckpoint(source, reached);
    onProgress(reached);
  };
  try {
    onProgress(reached);
    for await (const batch of batchesOf(source, reached)) {
      const { rejections, ...counts } = await takeBatch(batch, take);
      const { place, sha256 } = batch;
      const { accepted, rejected } = reached;
      const next = { ...reached, ...place, sha256, accepted: accepted + counts.accepted };
      await keep({ ...next, rejected: rejected + counts.rejected }, rejections);
    }
    const strays = reached.isComplete ? [] : source.strays;
    await keep({ ...reached, rejected: reached.rejected + strays.length, isComplete: true }, strays);
    return reached;
  } finally {
    await list.close();
    if (list.bytes === 0) await rm(rejectedFile(source.file), { force: true });
  }
}

/** What came of a batch: of those that are not sent too, as the lines stand. */
async function takeBatch({ items }: Batch, take: Take) {
  const sent = items.filter(({ json }) => json !== null);
  const taken = await take(sent);
  const own = items.flatMap(({ rejections }) => rejections);
  return {
    accepted: taken.accepted,
    rejected: taken.rejected + items.length - sent.length,
    rejections: [...own, ...taken.rejections].toSorted((one, other) => one.line - other.line),
  };
}
