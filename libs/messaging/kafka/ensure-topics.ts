import type { TopicDefinition } from '@passback/contracts';
import type { Admin } from 'kafkajs';
import type { TopicCopies } from '../port/messaging.ts';
import { kafkaErrorType } from './kafka-errors.ts';

/** As many copies as are usual; fewer where there are fewer brokers. With three, an answer means that two have it. */
const MOST_REPLICAS = 3;
/** Framing of a batch, and the headers that a dead letter gets on top: with Kafka's own limit of messages it makes its own of batches. */
const BATCH_ROOM_BYTES = 48_588;
const CREATE_TIMEOUT_MS = 5_000;
const LEADER_POLL_MS = 100;
/** What a broker says of a topic that it is just being told of. */
const TRANSITIONAL: ReadonlySet<string> = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);

/**
 * Creates the topics that are missing, under their names on the broker; what is there stays as it is. `copies`: as many, where that is
 * asked for; the broker refuses more than it has brokers.
 */
export async function ensureTopics(
  admin: Admin,
  topics: readonly { readonly name: string; readonly topic: TopicDefinition<unknown> }[],
  copies?: TopicCopies,
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !existing.has(name));
  if (missing.length === 0) return;
  const { replication, minInSync } = copies ?? (await usualCopies(admin));
  const create = ({ name, topic }: (typeof missing)[number]): Promise<boolean> =>
    admin.createTopics({
      // kafkajs gives up where the broker does not know the new topic for a moment: waited for below.
      waitForLeaders: false,
      timeout: CREATE_TIMEOUT_MS,
      topics: [
        {
          topic: name,
          numPartitions: topic.partitions,
          replicationFactor: replication,
          configEntries: [
            { name: 'retention.ms', value: String(topic.retentionMs) },
            // For most topics that is Kafka's default, 1,048,588; a broker may be set to another.
            { name: 'max.message.bytes', value: String(topic.maxMessageBytes + BATCH_ROOM_BYTES) },
            { name: 'min.insync.replicas', value: String(minInSync) },
          ],
        },
      ],
    });
  // One request each: kafkajs does not tell which of several failed.
  await Promise.all(
    missing.map(async (topic) => {
      try {
        await create(topic);
      } catch (error) {
        // Another service was quicker.
        if (kafkaErrorType(error) !== 'TOPIC_ALREADY_EXISTS') throw refusalOf(topic.name, error);
      }
    }),
  );
  await untilLed(
    admin,
    missing.map(({ name }) => name),
  );
}

async function usualCopies(admin: Admin): Promise<TopicCopies> {
  const { brokers } = await admin.describeCluster();
  const replication = Math.min(MOST_REPLICAS, brokers.length);
  return { replication, minInSync: Math.max(1, replication - 1) };
}

/** kafkajs says only that there were errors; what the broker said stands in the one that is inside. */
function refusalOf(name: string, error: unknown): unknown {
  const inner = hasErrors(error) ? error.errors[0] : undefined;
  return inner instanceof Error ? new Error(`${name}: ${inner.message}`, { cause: error }) : error;
}

function hasErrors(error: unknown): error is { readonly errors: readonly unknown[] } {
  return typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors);
}

/** Waits until every partition has a leader; throws the broker's last error when that takes longer than the limit. */
async function untilLed(admin: Admin, topics: string[]): Promise<void> {
  const end = Date.now() + CREATE_TIMEOUT_MS;
  for (;;) {
    try {
      const metadata = await admin.fetchTopicMetadata({ topics });
      if (metadata.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return;
      if (Date.now() > end) throw new Error('partitions have no leader yet');
    } catch (error) {
      if (Date.now() > end || !TRANSITIONAL.has(kafkaErrorType(error) ?? '')) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, LEADER_POLL_MS));
  }
}
