import { type LogEntry, logLevel } from 'kafkajs';
import type { MessagingOptions } from '../port/messaging.ts';

/** While a broker is down, kafkajs says the same many times a second. */
const QUIET_MS = 30_000;
const MOST_REMEMBERED = 100;

/**
 * What is part of normal work, or said by the adapter itself in terms that an operator can act on:
 * - rebalances and membership, of which each deploy makes some;
 * - answers of the broker that kafkajs tries again ("Response …"), as from a coordinator that is still loading;
 * - "Limiting retries for the idempotent producer …": the adapter takes a new producer after each failure, so it does not apply.
 */
const ROUTINE =
  /^Response |rebalanc|re-?join|not aware of this member|^Limiting retries for the idempotent producer|^Crash: |seed broker/i;

/** Passes what kafkajs warns of to the log, each message at most once in 30 s; gives kafkajs's `logCreator` result. */
export function brokerLog(report: MessagingOptions['log']): (entry: LogEntry) => void {
  const lastSaid = new Map<string, number>();
  return ({ level, namespace, log }) => {
    if (level > logLevel.WARN || ROUTINE.test(`${log.message} ${String(log['error'] ?? '')}`)) return;
    const now = performance.now();
    if (now - (lastSaid.get(log.message) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
    if (lastSaid.size >= MOST_REMEMBERED) lastSaid.clear();
    lastSaid.set(log.message, now);
    const { broker, groupId, error } = log as { broker?: string; groupId?: string; error?: unknown };
    report?.warn(
      { component: namespace, broker, groupId, error: error === undefined ? undefined : String(error) },
      log.message,
    );
  };
}
