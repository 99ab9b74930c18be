import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { topics } from '@passback/contracts';
import { sharedKafka } from '@passback/local-infrastructure';
import { type Messaging, openMessaging } from '@passback/messaging';
import { type Admin, ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { copiesOf, createTopics } from './create-topics.ts';

const kafka = await sharedKafka();

(kafka === null ? describe.skip : describe)('topics on Kafka', () => {
  const url = kafka?.url ?? '';
  let prefix: string;
  let messaging: Messaging;
  let admin: Admin;
  beforeEach(async () => {
    prefix = `topics-${randomUUID()}.`;
    messaging = await openMessaging({ url, clientId: 'topics', prefix });
    const brokers = url.replace('kafka://', '').split(',');
    admin = new Kafka({ clientId: 'spec', brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  });
  afterEach(async () => {
    await messaging.stop();
    await admin.disconnect();
  });

  const settingsOf = async (name: string): Promise<Record<string, string>> => {
    const asked = { type: ConfigResourceTypes.TOPIC, name: prefix + name };
    const { resources } = await admin.describeConfigs({ resources: [asked], includeSynonyms: false });
    return Object.fromEntries(
      resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue]),
    );
  };

  it('have the partitions and retention of the catalogue and the copies that are asked for, however often they are', async () => {
    expect(await createTopics(messaging, { replication: 1, minInSync: 1 })).toMatch(/^6 topics are there/);
    await createTopics(messaging, { replication: 1, minInSync: 1 });
    const wanted = Object.values(topics);
    const { topics: found } = await admin.fetchTopicMetadata({ topics: wanted.map(({ name }) => prefix + name) });
    for (const { name, partitions, retentionMs } of wanted) {
      const topic = found.find((one) => one.name === prefix + name);
      expect(topic?.partitions).toHaveLength(partitions);
      expect(topic?.partitions.every(({ replicas }) => replicas.length === 1)).toBe(true);
      expect(await settingsOf(name)).toMatchObject({
        'retention.ms': String(retentionMs),
        'min.insync.replicas': '1',
      });
    }
  });

  it('are not created with more copies than there are brokers', async () => {
    await expect(createTopics(messaging, { replication: 15, minInSync: 2 })).rejects.toThrow(/replication/i);
  });

  it('are named by readiness where they have less than is required, and only then', async () => {
    const copies = { replication: 1, minInSync: 1 };
    const checked = async (required: typeof copies): Promise<string> => {
      const one = await openMessaging({ url, clientId: 'checks', prefix, copies: required });
      await one.ensureTopics(Object.values(topics));
      const trouble = await one.check().then(
        () => 'none',
        (error: Error) => error.message,
      );
      await one.stop();
      return trouble;
    };
    expect(await checked(copies)).toBe('none');
    const { runs, staff } = topics;
    const all = await checked({ replication: 3, minInSync: 2 });
    expect(all).toContain(`${prefix}${staff.name} has 1 copies, less than 3 (TOPIC_REPLICATION)`);
    expect(all).toContain(`${prefix}${staff.name} has min.insync.replicas=1, less than 2 (TOPIC_MIN_IN_SYNC)`);
    await admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          ...{ type: ConfigResourceTypes.TOPIC, name: prefix + runs.name },
          configEntries: [
            { name: 'retention.ms', value: '1000' },
            { name: 'max.message.bytes', value: '1000' },
          ],
        },
      ],
    });
    const less = await checked(copies);
    expect(less.split('; ')).toEqual([
      `${prefix}${runs.name} has retention.ms=1000, less than ${runs.retentionMs}`,
      expect.stringMatching(`^${prefix}${runs.name} has max.message.bytes=1000, less than `),
    ]);
  });

  it('stay as they are where they are there', async () => {
    const { name } = topics.runs;
    await admin.createTopics({ topics: [{ topic: prefix + name, numPartitions: 1 }] });
    await createTopics(messaging, { replication: 1, minInSync: 1 });
    const { topics: found } = await admin.fetchTopicMetadata({ topics: [prefix + name] });
    expect(found[0]?.partitions).toHaveLength(1);
  });
});

it('settings that no broker could follow are told of together', () => {
  const settings = { MESSAGING_URL: 'embedded:x', TOPIC_REPLICATION: 2, TOPIC_MIN_IN_SYNC: 3 };
  expect(() => copiesOf(settings)).toThrow(/MESSAGING_URL is not Kafka[\s\S]*TOPIC_MIN_IN_SYNC must be at most/);
  expect(copiesOf({ ...settings, MESSAGING_URL: 'kafka://k:9092', TOPIC_MIN_IN_SYNC: 2 })).toEqual({
    replication: 2,
    minInSync: 2,
  });
});
