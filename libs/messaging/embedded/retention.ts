import { Troubles } from '@passback/service-kit';
import type { MessagingOptions } from '../port/messaging.ts';
import type { LogFile } from './log-file.ts';

/** Topics keep messages for days; a few minutes more do no harm. */
const PRUNE_EVERY_MS = 10 * 60_000;
/** Deleted in one go, about 10 ms; the event loop gets its turn before the next. */
const PRUNE_ROWS = 1_000;

/** Removes messages that are older than their topic keeps them, soon after the start and then now and again, until stopped. */
export function startPruning(file: LogFile, log: MessagingOptions['log']): () => void {
  const troubles = new Troubles('topic_retention', log, 'old messages could not be removed; it is tried again');
  let stopped = false;
  const prune = async (): Promise<void> => {
    for (const topic of file.topics) {
      while (!stopped && file.prune(topic, Date.now() - topic.retentionMs, PRUNE_ROWS) === PRUNE_ROWS)
        await new Promise<void>((resolve) => void setImmediate(resolve));
    }
  };
  const round = (): void =>
    void prune().then(
      () => troubles.over(),
      (error: unknown) => troubles.met(error),
    );
  const first = setImmediate(() => {
    if (!stopped) round();
  });
  const timer = setInterval(round, PRUNE_EVERY_MS).unref();
  return () => {
    stopped = true;
    clearImmediate(first);
    clearInterval(timer);
  };
}
