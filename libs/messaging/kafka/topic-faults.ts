import type { TopicDefinition } from '@passback/contracts';
import type { Admin } from 'kafkajs';
import type { TopicCopies } from '../port/messaging.ts';
import { maxMessageBytesOf } from './ensure-topics.ts';

interface NamedTopic {
  readonly name: string;
  readonly topic: TopicDefinition<unknown>;
}

/** kafkajs's `ConfigResourceTypes.TOPIC`; Node does not find that name in its CommonJS. */
const TOPIC = 2;
const RETENTION = 'retention.ms';
const MESSAGE_BYTES = 'max.message.bytes';
const IN_SYNC = 'min.insync.replicas';
/** For ever. */
const UNLIMITED = -1;

/**
 * What topics that are there have otherwise than is required, in words; empty where nothing. More than is required is as good. A topic that
 * is not there is no fault of this kind.
 */
export async function topicFaults(
  admin: Admin,
  topics: readonly NamedTopic[],
  copies: TopicCopies,
): Promise<readonly string[]> {
  const there = new Set(await admin.listTopics());
  const known = topics.filter(({ name }) => there.has(name));
  if (known.length === 0) return [];
  const names = known.map(({ name }) => name);
  const { topics: metadata } = await admin.fetchTopicMetadata({ topics: names });
  const settings = await settingsOf(admin, names);
  return known.flatMap(({ name, topic }) => {
    const partitions = metadata.find((one) => one.name === name)?.partitions ?? [];
    const replicas = Math.min(...partitions.map((partition) => partition.replicas.length));
    const set = settings.get(name) ?? new Map<string, number>();
    const least = (setting: string, required: number, from: string): string[] => {
      const value = set.get(setting);
      const isEnough = value === undefined || value >= required || (setting === RETENTION && value === UNLIMITED);
      return isEnough ? [] : [`${name} has ${setting}=${value}, less than ${required}${from}`];
    };
    return [
      ...(partitions.length < topic.partitions
        ? [`${name} has ${partitions.length} partitions, less than ${topic.partitions}`]
        : []),
      ...(replicas < copies.replication
        ? [`${name} has ${replicas} copies, less than ${copies.replication} (TOPIC_REPLICATION)`]
        : []),
      ...least(IN_SYNC, copies.minInSync, ' (TOPIC_MIN_IN_SYNC)'),
      ...least(RETENTION, topic.retentionMs, ''),
      ...least(MESSAGE_BYTES, maxMessageBytesOf(topic), ''),
    ];
  });
}

async function settingsOf(
  admin: Admin,
  names: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({
      ...{ type: TOPIC, name },
      configNames: [RETENTION, MESSAGE_BYTES, IN_SYNC],
    })),
  });
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, Number(configValue)])),
    ]),
  );
}
