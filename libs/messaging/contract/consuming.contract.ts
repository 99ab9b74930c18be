import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { eventually } from '../../service-kit/testing/eventually.fixture.ts';
import type { IncomingMessage } from '../port/messaging.ts';
import { record } from '../testing/recorder.ts';
import { textTopic } from '../testing/text-topic.ts';
import { LIMIT_MS, message, numbered, topic, type Open, type MessagingUnderTest } from './fixture.ts';

/** How messages come to a handler. */
export function describeConsuming(open: Open, adapter: MessagingUnderTest): void {
  it(
    'hands over no more than maxBatch, from one partition, in order',
    async () => {
      const messaging = await open();
      await messaging.produce(topic, [...numbered(25, 'a'), ...numbered(25, 'b'), ...numbered(25, 'c')]);
      const recorder = await record(messaging, topic, { group: 'reader', maxBatch: 10 });
      await eventually(() => expect(recorder.messages()).toHaveLength(75));
      for (const batch of recorder.batches) {
        expect(batch.length).toBeLessThanOrEqual(10);
        expect(new Set(batch.map(({ partition }) => partition)).size).toBe(1);
        const offsets = batch.map(({ offset }) => Number(offset));
        expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
      }
    },
    LIMIT_MS,
  );

  it(
    'brings the same messages again when the handler throws, while other partitions go on',
    async () => {
      const messaging = await open();
      const keys = Array.from({ length: 12 }, (_, index) => `key-${index}`);
      await messaging.produce(
        topic,
        keys.map((key) => message(key, key)),
      );
      let isDown = true;
      const refused: IncomingMessage<string>[][] = [];
      const recorder = await record(messaging, topic, {
        group: 'reader',
        handle: (messages) => {
          if (!isDown || !messages.some(({ key }) => key === 'key-0')) return Promise.resolve(undefined);
          refused.push([...messages]);
          return Promise.reject(new Error('the ledger is down'));
        },
      });
      await eventually(() => expect(refused.length).toBeGreaterThanOrEqual(3));
      expect(recorder.consumer.trouble()).toContain('the ledger is down');
      expect(new Set(refused.map((batch) => batch[0]?.offset)).size).toBe(1);
      if (adapter.hasPartitions) {
        const held = refused[0]?.[0]?.partition;
        await eventually(() => expect(recorder.values().length).toBeGreaterThan(0));
        expect(recorder.messages().every(({ partition }) => partition !== held)).toBe(true);
      } else {
        expect(recorder.messages()).toEqual([]);
      }
      isDown = false;
      await eventually(() => expect(recorder.values().sort()).toEqual([...keys].sort()));
      await eventually(() => expect(recorder.consumer.trouble()).toBeNull());
    },
    LIMIT_MS,
  );

  it(
    'finishes the batch in hand when it is stopped, and takes no more',
    async () => {
      const prefix = `contract-${randomUUID()}.`;
      const messaging = await open(prefix);
      await messaging.produce(topic, numbered(20));
      const gate = Promise.withResolvers<undefined>();
      const entered = Promise.withResolvers<undefined>();
      const recorder = await record(messaging, topic, {
        group: 'reader',
        maxBatch: 5,
        handle: async () => {
          entered.resolve(undefined);
          await gate.promise;
          return undefined;
        },
      });
      await entered.promise;
      const stopped = recorder.consumer.stop();
      gate.resolve(undefined);
      await stopped;
      expect(recorder.values()).toEqual(['0', '1', '2', '3', '4']);

      const next = await record(messaging, topic, { group: 'reader' });
      await eventually(() => expect(next.values().at(-1)).toBe('19'));
      expect(next.values()[0]).toBe('5');
    },
    LIMIT_MS,
  );

  it(
    'gives every group everything',
    async () => {
      const messaging = await open();
      const one = await record(messaging, topic, { group: 'one' });
      const two = await record(messaging, topic, { group: 'two' });
      await messaging.produce(topic, numbered(10));
      for (const recorder of [one, two])
        await eventually(() => expect(recorder.values()).toEqual(numbered(10).map(({ value }) => value)));
    },
    LIMIT_MS,
  );

  it(
    'lets one group consume several topics',
    async () => {
      const messaging = await open();
      const other = textTopic('others');
      await messaging.ensureTopics([other]);
      const texts = await record(messaging, topic, { group: 'reader' });
      const others = await record(messaging, other, { group: 'reader' });
      await messaging.produce(topic, [message('text')]);
      await messaging.produce(other, [message('other')]);
      await eventually(() => expect([texts.values(), others.values()]).toEqual([['text'], ['other']]));
    },
    LIMIT_MS,
  );

  it(
    'starts a new group at the newest message where it is asked to',
    async () => {
      const messaging = await open();
      await messaging.produce(topic, [message('before')]);
      const recorder = await record(messaging, topic, { group: 'reader', from: 'newest' });
      await messaging.produce(topic, [message('after')]);
      await eventually(() => expect(recorder.values()).toEqual(['after']));
    },
    LIMIT_MS,
  );
}
