import type { IncomingMessage } from '@passback/messaging';
import { INPUT_TOPICS } from '../input-topics.ts';

/** The topic of ours that a dead letter was put aside from; undefined where that is another service's. */
export function originOf({ headers }: Pick<IncomingMessage<unknown>, 'headers'>) {
  const origin = headers['x-origin-topic'] ?? '';
  // The name on the broker has its prefix.
  return INPUT_TOPICS.find(({ name }) => origin.endsWith(name));
}
