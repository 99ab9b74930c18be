import { randomUUID } from 'node:crypto';
import { sharedKafka } from '@passback/local-infrastructure';
import { topics as catalogue } from '@passback/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../service-kit/testing/eventually.fixture.ts';
import type { Messaging } from '../port/messaging.ts';
import { record, type Recorder } from '../testing/recorder.ts';
import { textTopic } from '../testing/text-topic.ts';
import { openKafkaMessaging } from './kafka-messaging.ts';

const kafka = await sharedKafka();
const LIMIT_MS = 120_000;
const topic = textTopic('shared', 6);
const KEYS = Array.from({ length: 60 }, (_, index) => `key-${index}`);

(kafka === null ? describe.skip : describe)('members of one group', () => {
  const opened: Messaging[] = [];
  async function open(prefix: string): Promise<Messaging> {
    const messaging = await openKafkaMessaging({ url: kafka?.url ?? '', clientId: 'consumer-group', prefix });
    opened.push(messaging);
    await messaging.ensureTopics([topic, catalogue.deadLetters]);
    return messaging;
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((messaging) => messaging.stop()));
  });
  const partitionsOf = (recorder: Recorder<string>): Set<number> =>
    new Set(recorder.messages().map(({ partition }) => partition));
  const round = (messaging: Messaging, name: string): Promise<void> =>
    messaging.produce(
      topic,
      KEYS.map((key) => ({ key, value: `${name} ${key}` })),
    );

  it(
    'share the partitions, and one takes them all when the other leaves',
    async () => {
      const prefix = `group-${randomUUID()}.`;
      const [first, second] = [await open(prefix), await open(prefix)];
      const one = await record(first, topic, { group: 'readers' });
      const two = await record(second, topic, { group: 'readers' });
      let rounds = 0;
      await eventually(async () => {
        await round(first, `round ${++rounds}`);
        expect(partitionsOf(one).size).toBeGreaterThan(0);
        expect(partitionsOf(two).size).toBeGreaterThan(0);
      });
      await two.consumer.stop();
      one.batches.length = 0;
      await eventually(async () => {
        await round(first, `round ${++rounds}`);
        expect(partitionsOf(one).size).toBe(6);
      });
      expect(await first.waitUntilConsumed('readers', [topic], 30_000)).toBe(true);
      const seen = new Set([...one.values(), ...two.values()]);
      expect(KEYS.filter((key) => !seen.has(`round ${rounds} ${key}`))).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'tells a handler to give up when its partitions may go to another, and its messages come again',
    async () => {
      const prefix = `group-${randomUUID()}.`;
      const [first, second] = [await open(prefix), await open(prefix)];
      await round(first, 'only');
      let started = 0;
      let givenUp = 0;
      let isFirstTime = true;
      const one = await record(first, topic, {
        group: 'readers',
        handle: async (_messages, signal) => {
          if (!isFirstTime) return undefined;
          started++;
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          givenUp++;
          isFirstTime = false;
          throw new Error('given up');
        },
      });
      // The second joins only when a batch is in hand: before that nobody has anything to give up.
      await eventually(() => expect(started).toBeGreaterThan(0));
      expect(await first.lag('readers', [topic])).toEqual({ shared: 60 });
      const two = await record(second, topic, { group: 'readers' });
      await eventually(() => expect(givenUp).toBeGreaterThan(0));
      await eventually(() => {
        expect(new Set([...one.values(), ...two.values()]).size).toBe(60);
      });
      expect(await first.waitUntilConsumed('readers', [topic], 30_000)).toBe(true);
      await eventually(() => expect([one.consumer.trouble(), two.consumer.trouble()]).toEqual([null, null]));
    },
    LIMIT_MS,
  );

  it(
    'bring a new group to the newest message whichever of them gets a partition',
    async () => {
      const prefix = `group-${randomUUID()}.`;
      const [first, second] = [await open(prefix), await open(prefix)];
      await round(first, 'before');
      const [one, two] = await Promise.all([
        record(first, topic, { group: 'readers', from: 'newest' }),
        record(second, topic, { group: 'readers', from: 'newest' }),
      ]);
      await round(first, 'after');
      await eventually(() => {
        const seen = new Set([...one.values(), ...two.values()]);
        expect([...seen].sort()).toEqual(KEYS.map((key) => `after ${key}`).sort());
      });
    },
    LIMIT_MS,
  );
});
