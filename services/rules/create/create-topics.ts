import { topics } from '@passback/contracts';
import type { Messaging, TopicCopies } from '@passback/messaging';
import { requiredCopies } from '@passback/service-host';
import { ConfigError, type FieldError } from '@passback/service-kit';
import { type TProperties, Type } from 'typebox';

/** What `npm run topics` reads from its environment beside the common keys. */
export const topicsSettings = {
  /** Brokers that have each message. With three, one may be away without anything having to wait. */
  TOPIC_REPLICATION: Type.Integer({ minimum: 1, maximum: 15, default: 3 }),
  /** Of those, how many have it before it is answered for. */
  TOPIC_MIN_IN_SYNC: Type.Integer({ minimum: 1, maximum: 15, default: 2 }),
} satisfies TProperties;

export interface TopicsSettings {
  readonly MESSAGING_URL: string;
  readonly TOPIC_REPLICATION: number;
  readonly TOPIC_MIN_IN_SYNC: number;
}

/** The copies that are asked for. Throws `ConfigError` where no broker could give them. */
export function copiesOf(settings: TopicsSettings): TopicCopies {
  const errors: FieldError[] = [];
  if (!settings.MESSAGING_URL.startsWith('kafka://'))
    errors.push({ path: 'MESSAGING_URL', message: 'is not Kafka: the embedded log makes its topics itself' });
  const copies = requiredCopies(settings, errors);
  if (copies === null || errors.length > 0) throw new ConfigError(errors);
  return copies;
}

/**
 * Creates the topics of the catalogue that are missing, with its partitions and retention; those that are there stay as they are.
 * Gives a line that says so. Throws `UNAVAILABLE` with the broker's words where it did not create them.
 */
export async function createTopics(messaging: Pick<Messaging, 'ensureTopics'>, copies: TopicCopies): Promise<string> {
  const all = Object.values(topics);
  await messaging.ensureTopics(all, copies);
  const { replication, minInSync } = copies;
  return `${all.length} topics are there; those that were missing have ${replication} copies, ${minInSync} of them in sync`;
}
