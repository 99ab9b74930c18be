import { randomUUID } from 'node:crypto';
import { topics } from '@passback/contracts';
import { type Messaging, MessagingError } from '@passback/messaging';
import { LIMITS } from '../limits.ts';
import type { Letter } from './replay-letters.ts';

/** Gives every dead letter that is kept to `take`, the oldest first. Throws what `take` and the broker throw, and `UNAVAILABLE` where that took longer than `limitMs`. */
export async function readLetters(
  messaging: Messaging,
  limitMs: number,
  take: (letter: Letter) => Promise<void>,
): Promise<void> {
  // Within what the rights of rules cover.
  const group = `passback-rules-command-${randomUUID()}`;
  await messaging.ensureTopics([topics.deadLetters]);
  const consumer = await messaging.consume(topics.deadLetters, {
    group,
    maxBatch: LIMITS.lettersPerBatch,
    handle: async (letters) => {
      for (const letter of letters) await take(letter);
      return undefined;
    },
  });
  try {
    if (!(await messaging.waitUntilConsumed(group, [topics.deadLetters], limitMs)))
      throw new MessagingError(
        'UNAVAILABLE',
        consumer.trouble() ?? 'the dead letters could not be gone through in time',
      );
  } finally {
    await consumer.stop();
  }
}
