import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { errorText } from '../transfer/error-text.ts';
import { handleSlice, inSlices, type RawMessage } from '../transfer/handle-slice.ts';
import { type ConsumerSession, HEARTBEAT_MS } from './consumer-session.ts';

/**
 * Hands the messages of one fetch of one partition to the handler, slice by slice; each slice's offset is committed, then resolved, so
 * the place where kafkajs fetches next never runs ahead of what is committed, and a slice that failed comes again by itself.
 *
 * Returns early when the handler fails (the partition is paused) or the consumer stops. Throws what a heartbeat or a commit throws:
 * that is how kafkajs, and through it this member, learns of a rebalance.
 */
export async function consumeBatch<T>(session: ConsumerSession<T>, payload: EachBatchPayload): Promise<void> {
  const { batch, resolveOffset } = payload;
  const slices = [...inSlices(batch.messages, session.options.maxBatch)];
  for (const slice of slices) {
    if (session.isStopping || !payload.isRunning()) return;
    if (session.lost !== null) throw session.lost;
    const last = slice.at(-1);
    if (last === undefined) return;
    const { failure, lost } = await handleWithHeartbeats(session, payload, slice);
    if (failure === null) {
      // The end of the batch may be beyond its last message, where the broker keeps records of its own.
      await commit(session, payload, slice === slices.at(-1) ? batch.lastOffset() : last.offset);
      resolveOffset(last.offset);
      session.handled(batch.partition);
    }
    if (lost !== null) throw lost.error;
    if (failure !== null) return pausePartition(session, payload, failure.error);
  }
}

interface Failed {
  readonly error: unknown;
}

/** `failure`: the slice was not handled, or its dead letters not stored. `lost`: a heartbeat failed meanwhile. */
async function handleWithHeartbeats<T>(
  session: ConsumerSession<T>,
  { heartbeat, batch }: EachBatchPayload,
  slice: readonly KafkaMessage[],
): Promise<{ readonly failure: Failed | null; readonly lost: Failed | null }> {
  const outcome: { failure: Failed | null; lost: Failed | null } = { failure: null, lost: null };
  const giveUp = new AbortController();
  const timer = setInterval(() => {
    heartbeat().catch((error: unknown) => {
      outcome.lost ??= { error };
      session.noteLoss(error);
      giveUp.abort(error);
    });
  }, HEARTBEAT_MS);
  try {
    const signal = AbortSignal.any([session.handling.signal, giveUp.signal]);
    const raw = slice.map((message) => rawMessage(message, batch.partition));
    await session.bury(await handleSlice(session.options.delivery, raw, signal));
  } catch (error) {
    outcome.failure = { error };
  } finally {
    clearInterval(timer);
  }
  return outcome;
}

async function commit<T>(session: ConsumerSession<T>, payload: EachBatchPayload, handled: string): Promise<void> {
  const { topic, partition } = payload.batch;
  const offset = String(BigInt(handled) + 1n);
  try {
    await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
  } catch (error) {
    session.noteLoss(error);
    throw error;
  }
}

function pausePartition<T>(session: ConsumerSession<T>, { batch, pause }: EachBatchPayload, error: unknown): void {
  if (session.isStopping) return;
  const { failures, delayMs } = session.pauses.failed(batch.partition, errorText(error), pause());
  session.options.report?.warn(
    {
      topic: batch.topic,
      groupId: session.options.groupId,
      partition: batch.partition,
      failures,
      delayMs,
      error: errorText(error),
    },
    'the handler failed: the partition is paused, then the same messages come again',
  );
}

function rawMessage({ key, value, headers, offset }: KafkaMessage, partition: number): RawMessage {
  const texts = Object.entries(headers ?? {}).flatMap(([name, header]) => {
    // A header may come several times; the last one counts.
    const last = Array.isArray(header) ? header.at(-1) : header;
    return last === undefined ? [] : [[name, last.toString()] as const];
  });
  return { key: key?.toString() ?? '', value, headers: Object.fromEntries(texts), partition, offset };
}
