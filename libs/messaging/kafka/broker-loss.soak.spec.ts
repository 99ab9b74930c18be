import { setTimeout as sleep } from 'node:timers/promises';
import { testKafka } from '@passback/local-infrastructure';
import { topics as catalogue } from '@passback/contracts';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../service-kit/testing/eventually.fixture.ts';
import type { Messaging } from '../port/messaging.ts';
import { record } from '../testing/recorder.ts';
import { textTopic } from '../testing/text-topic.ts';
import { openKafkaMessaging } from './kafka-messaging.ts';

const kafka = await testKafka();
const LIMIT_MS = 180_000;

(kafka === null ? describe.skip : describe)('a broker that goes away', () => {
  if (kafka === null) return;
  const opened: Messaging[] = [];
  async function open(prefix: string, timeoutMs = 10_000): Promise<Messaging> {
    const messaging = await openKafkaMessaging(
      { url: kafka?.url ?? '', clientId: 'broker-loss', prefix },
      { timeoutMs },
    );
    opened.push(messaging);
    return messaging;
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((messaging) => messaging.stop()));
  });
  afterAll(() => kafka.stop());

  it(
    'loses nothing that it acknowledged, and nothing stays stuck',
    async () => {
      const topic = textTopic('loss');
      const messaging = await open('kill.', 2_000);
      await messaging.ensureTopics([topic, catalogue.deadLetters]);
      const recorder = await record(messaging, topic, { group: 'reader' });

      const acknowledged: string[] = [];
      let refusals = 0;
      let isOver = false;
      const produceUntilOver = async (key: string): Promise<void> => {
        for (let number = 0; !isOver; number++) {
          try {
            await messaging.produce(topic, [{ key, value: `${key}:${number}` }]);
            acknowledged.push(`${key}:${number}`);
          } catch (error) {
            expect(error).toMatchObject({ code: 'UNAVAILABLE' });
            refusals++;
          }
        }
      };
      const producing = ['a', 'b', 'c', 'd'].map(produceUntilOver);
      for (let kills = 1; kills <= 2; kills++) {
        const before = acknowledged.length;
        await eventually(() => expect(acknowledged.length).toBeGreaterThan(before + 100));
        await kafka.kill();
        await eventually(() => expect(refusals).toBeGreaterThanOrEqual(kills));
        await kafka.restart();
      }
      const afterRestart = acknowledged.length;
      await eventually(() => expect(acknowledged.length).toBeGreaterThan(afterRestart + 100));
      isOver = true;
      await Promise.all(producing);

      await eventually(() => {
        const seen = new Set(recorder.values());
        expect(acknowledged.filter((value) => !seen.has(value))).toEqual([]);
      });
      expect(await messaging.waitUntilConsumed('reader', [topic], 30_000)).toBe(true);
      // The first time that a message comes, it comes in its key's order.
      for (const key of ['a', 'b', 'c', 'd']) {
        const numbers = [...new Set(recorder.values())]
          .filter((value) => value.startsWith(`${key}:`))
          .map((value) => Number(value.slice(2)));
        expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
      }
      expect(recorder.consumer.trouble()).toBeNull();
    },
    LIMIT_MS,
  );

  it(
    'is told apart from a working one, and services that start while it is down work once it is back',
    async () => {
      const topic = textTopic('start');
      await kafka.kill();
      const messaging = await open('down.', 1_000);
      const startedAt = performance.now();
      await expect(messaging.check()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      expect(performance.now() - startedAt).toBeLessThan(4_000);
      await expect(messaging.ensureTopics([topic])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      const producing = messaging.produce(topic, [{ key: 'key', value: 'refused' }]);
      await expect(producing).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      const recorder = await record(messaging, topic, { group: 'reader' });
      await eventually(() => expect(recorder.consumer.trouble()).not.toBeNull());

      await kafka.restart();
      await eventually(() => messaging.check());
      await eventually(() => messaging.ensureTopics([topic]));
      await eventually(() => messaging.produce(topic, [{ key: 'key', value: 'taken' }]));
      await eventually(() => expect(recorder.values()).toContain('taken'));
      expect(recorder.values()).not.toContain('refused');
      await eventually(() => expect(recorder.consumer.trouble()).toBeNull());
    },
    LIMIT_MS,
  );

  it(
    'can be stopped while it is down',
    async () => {
      const topic = textTopic('stop');
      const messaging = await open('stop.', 1_000);
      await messaging.ensureTopics([topic, catalogue.deadLetters]);
      const recorder = await record(messaging, topic, { group: 'reader' });
      await messaging.produce(topic, [{ key: 'key', value: 'one' }]);
      await eventually(() => expect(recorder.values()).toEqual(['one']));
      await kafka.kill();
      const stopped = messaging.stop().then(() => 'stopped');
      expect(await Promise.race([stopped, sleep(20_000, 'hangs', { ref: false })])).toBe('stopped');
      await kafka.restart();
    },
    LIMIT_MS,
  );
});
