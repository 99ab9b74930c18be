import type { TopicDefinition } from '@passback/contracts';
import type { Admin } from 'kafkajs';
import { kafkaErrorType } from './kafka-errors.ts';

/** As many copies as are usual; fewer where there are fewer brokers. */
const MOST_REPLICAS = 3;
const BATCH_BYTES = 1_048_588;
const CREATE_TIMEOUT_MS = 5_000;

/** Creates the topics that are missing, under their names on the broker; what is there stays as it is. */
export async function ensureTopics(
  admin: Admin,
  topics: readonly { readonly name: string; readonly topic: TopicDefinition<unknown> }[],
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !existing.has(name));
  if (missing.length === 0) return;
  const { brokers } = await admin.describeCluster();
  const replicationFactor = Math.min(MOST_REPLICAS, brokers.length);
  const create = ({ name, topic }: (typeof missing)[number]): Promise<boolean> =>
    admin.createTopics({
      waitForLeaders: true,
      timeout: CREATE_TIMEOUT_MS,
      topics: [
        {
          topic: name,
          numPartitions: topic.partitions,
          replicationFactor,
          configEntries: [
            { name: 'retention.ms', value: String(topic.retentionMs) },
            // The limit of a message rests on this default of Kafka; a broker may be set to another.
            { name: 'max.message.bytes', value: String(BATCH_BYTES) },
            // With three copies, an answer means that two have it.
            { name: 'min.insync.replicas', value: String(Math.max(1, replicationFactor - 1)) },
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
        if (kafkaErrorType(error) !== 'TOPIC_ALREADY_EXISTS') throw error;
      }
    }),
  );
}
