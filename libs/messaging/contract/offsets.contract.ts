import { randomUUID } from 'node:crypto';
import { topics as catalogue } from '@passback/contracts';
import { expect, it } from '@jest/globals';
import { eventually } from '../../service-kit/testing/eventually.fixture.ts';
import { record } from '../testing/recorder.ts';
import { ALL, LIMIT_MS, message, numbered, topic, type Open } from './fixture.ts';

/** What a group remembers. */
export function describeOffsets(open: Open): void {
  it(
    'goes on where the group stopped, in a new instance',
    async () => {
      const prefix = `contract-${randomUUID()}.`;
      const first = await open(prefix);
      await first.produce(topic, [message('one'), message('two')]);
      const before = await record(first, topic, { group: 'reader' });
      await eventually(() => expect(before.values()).toEqual(['one', 'two']));
      await first.stop();

      const second = await open(prefix);
      await second.produce(topic, [message('three')]);
      const after = await record(second, topic, { group: 'reader' });
      await eventually(() => expect(after.values()).toEqual(['three']));
    },
    LIMIT_MS,
  );

  it(
    'keeps the place of a newest group that has not had a message yet',
    async () => {
      const prefix = `contract-${randomUUID()}.`;
      const first = await open(prefix);
      await first.produce(topic, [message('before')]);
      await record(first, topic, { group: 'reader', from: 'newest' });
      await eventually(async () => expect(await first.lag('reader', [topic])).toEqual({ texts: 0 }));
      await first.stop();

      const second = await open(prefix);
      await second.produce(topic, [message('between')]);
      const after = await record(second, topic, { group: 'reader', from: 'newest' });
      await eventually(() => expect(after.values()).toEqual(['between']));
    },
    LIMIT_MS,
  );

  it(
    'tells the lag of a group',
    async () => {
      const messaging = await open();
      expect(await messaging.lag('reader', ALL)).toEqual({ texts: 0, [catalogue.deadLetters.name]: 0 });
      await messaging.produce(topic, [...numbered(4, 'a'), ...numbered(3, 'b')]);
      expect(await messaging.lag('reader', [topic])).toEqual({ texts: 7 });
      await record(messaging, topic, { group: 'reader' });
      await eventually(async () => expect(await messaging.lag('reader', [topic])).toEqual({ texts: 0 }));
      expect(await messaging.lag('another', [topic])).toEqual({ texts: 7 });
    },
    LIMIT_MS,
  );

  it(
    'waits until a group has taken in what was there',
    async () => {
      const messaging = await open();
      await messaging.produce(topic, numbered(50));
      expect(await messaging.waitUntilConsumed('reader', [topic], 200)).toBe(false);
      const recorder = await record(messaging, topic, { group: 'reader', maxBatch: 7 });
      expect(await messaging.waitUntilConsumed('reader', [topic], 20_000)).toBe(true);
      expect(recorder.messages()).toHaveLength(50);
      expect(await messaging.waitUntilConsumed('reader', ALL, 20_000)).toBe(true);
    },
    LIMIT_MS,
  );

  it(
    'does not wait for what came later',
    async () => {
      const messaging = await open();
      const gate = Promise.withResolvers<undefined>();
      await messaging.produce(topic, [message('before')]);
      await record(messaging, topic, {
        group: 'reader',
        handle: async (messages) => {
          if (messages.some(({ value }) => value === 'after')) await gate.promise;
          return undefined;
        },
      });
      expect(await messaging.waitUntilConsumed('reader', [topic], 20_000)).toBe(true);
      await messaging.produce(topic, [message('after')]);
      expect(await messaging.waitUntilConsumed('reader', [topic], 300)).toBe(false);
      gate.resolve(undefined);
      expect(await messaging.waitUntilConsumed('reader', [topic], 20_000)).toBe(true);
    },
    LIMIT_MS,
  );
}
