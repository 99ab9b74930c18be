import { errorText } from '../delivery/error-text.ts';
import { MessagingError } from '../port/messaging.ts';

/** The errors of kafkajs carry the broker's code as `type`, often only on a cause. */
export function kafkaErrorType(error: unknown): string | null {
  for (let current = error; typeof current === 'object' && current !== null;) {
    if ('type' in current && typeof current.type === 'string') return current.type;
    current = 'cause' in current ? current.cause : null;
  }
  return null;
}

/** An error of the broker or of the way to it, as the port has it. */
export function unavailable(what: string, error: unknown): MessagingError {
  return new MessagingError('UNAVAILABLE', `${what}: ${errorText(error)}`, error);
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
