import { MessagingError } from '../port/messaging.ts';

const MAX_CAUSES = 8;

/** An error of kafkajs, what caused it, and of several at once the first. */
export function causesOf(error: unknown): Readonly<Record<string, unknown>>[] {
  const found: Record<string, unknown>[] = [];
  for (let current = error; isObject(current) && found.length < MAX_CAUSES;) {
    found.push(current);
    current = Array.isArray(current['errors']) ? current['errors'][0] : current['cause'];
  }
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The errors of kafkajs carry the broker's code as `type`, often only on a cause. */
export function kafkaErrorType(error: unknown): string | null {
  const type = causesOf(error).find((cause) => typeof cause['type'] === 'string')?.['type'];
  return typeof type === 'string' ? type : null;
}

/** An error of the broker or of the way to it, as the port has it. */
export function unavailable(what: string, why: string, error: unknown): MessagingError {
  return new MessagingError('UNAVAILABLE', `${what}: ${why}`, error);
}

const MEMBERSHIP = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
  'FENCED_INSTANCE_ID',
]);

/** Whether the broker says that this member no longer has its partitions; kafkajs then joins the group again. */
export function isMembershipLost(error: unknown): boolean {
  return MEMBERSHIP.has(kafkaErrorType(error) ?? '');
}
