import { expect, it } from '@jest/globals';
import { MAX_MESSAGE_BYTES } from '@passback/contracts';
import { eventually } from '../../service-kit/testing/eventually.fixture.ts';
import { record } from '../testing/recorder.ts';
import { textTopic } from '../testing/text-topic.ts';
import { ALL, LIMIT_MS, message, topic, type Open } from './fixture.ts';

/** What `produce` promises. */
export function describeProducing(open: Open): void {
  it(
    'keeps the order of a key over concurrent calls',
    async () => {
      const messaging = await open();
      const keys = ['a', 'b', 'c', 'd', 'e'];
      const calls = Array.from({ length: 60 }, (_, index) =>
        messaging.produce(
          topic,
          keys.map((key) => message(String(index), key)),
        ),
      );
      await Promise.all(calls);
      const recorder = await record(messaging, topic, { group: 'reader' });
      await eventually(() => expect(recorder.messages()).toHaveLength(300));
      for (const key of keys) {
        const values = recorder.messages().filter((incoming) => incoming.key === key);
        expect(values.map(({ value }) => Number(value))).toEqual(calls.map((_, index) => index));
      }
    },
    LIMIT_MS,
  );

  it(
    'gives messages their CloudEvents headers and lets the others pass',
    async () => {
      const messaging = await open();
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      const before = Date.now();
      await messaging.produce(topic, [{ ...message('one'), headers: { traceparent } }, message('two')]);
      const recorder = await record(messaging, topic, { group: 'reader' });
      await eventually(() => expect(recorder.messages()).toHaveLength(2));
      const [first, second] = recorder.messages();
      expect(first?.headers).toMatchObject({ traceparent, 'ce-type': topic.type });
      expect(Date.parse(first?.headers['ce-time'] ?? '')).toBeGreaterThanOrEqual(before);
      expect(first?.headers['ce-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect(second?.headers['ce-id']).not.toBe(first?.headers['ce-id']);
      expect(second?.headers).not.toHaveProperty('traceparent');
    },
    LIMIT_MS,
  );

  it(
    'takes nothing, an empty value, and one as large as the limit',
    async () => {
      const messaging = await open();
      const large = 'x'.repeat(MAX_MESSAGE_BYTES - 1_000);
      await messaging.produce(topic, []);
      await messaging.produce(topic, [message(''), message(large), message(large), message('after')]);
      const recorder = await record(messaging, topic, { group: 'reader' });
      await eventually(() => expect(recorder.values()).toEqual(['', large, large, 'after']));
    },
    LIMIT_MS,
  );

  it(
    'takes a message that is as large as its own topic allows, among small ones, in order',
    async () => {
      const messaging = await open();
      const largeTexts = textTopic('large-texts', 1, 8 * MAX_MESSAGE_BYTES);
      await messaging.ensureTopics([largeTexts]);
      const large = 'x'.repeat(8 * MAX_MESSAGE_BYTES - 1_000);
      await messaging.produce(largeTexts, [message('before'), message(large), message('after')]);
      const recorder = await record(messaging, largeTexts, { group: 'reader' });
      await eventually(() => expect(recorder.messages()).toHaveLength(3));
      expect(recorder.values().map(({ length }) => length)).toEqual([6, large.length, 5]);
    },
    LIMIT_MS,
  );

  it(
    'refuses a message that is too large, naming the limit, and sends none of the call',
    async () => {
      const messaging = await open();
      const producing = messaging.produce(topic, [message('small'), message('x'.repeat(MAX_MESSAGE_BYTES))]);
      await expect(producing).rejects.toMatchObject({
        code: 'MESSAGE_TOO_LARGE',
        message: expect.stringContaining(String(MAX_MESSAGE_BYTES)),
      });
      await messaging.produce(topic, [message('next')]);
      const recorder = await record(messaging, topic, { group: 'reader' });
      await eventually(() => expect(recorder.values()).toEqual(['next']));
    },
    LIMIT_MS,
  );

  it(
    'refuses everything once it is stopped',
    async () => {
      const messaging = await open();
      await messaging.stop();
      const stopped = { code: 'STOPPED' };
      await expect(messaging.produce(topic, [message('late')])).rejects.toMatchObject(stopped);
      await expect(record(messaging, topic, { group: 'reader' })).rejects.toMatchObject(stopped);
      await expect(messaging.lag('reader', [topic])).rejects.toMatchObject(stopped);
      await expect(messaging.check()).rejects.toMatchObject(stopped);
    },
    LIMIT_MS,
  );

  it(
    'answers a check, and creates topics only once',
    async () => {
      const messaging = await open();
      await messaging.ensureTopics(ALL);
      await expect(messaging.check()).resolves.toBeUndefined();
    },
    LIMIT_MS,
  );
}
