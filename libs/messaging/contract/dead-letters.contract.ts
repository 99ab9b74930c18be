import { topics as catalogue } from '@passback/contracts';
import { expect, it } from '@jest/globals';
import { eventually } from '../../service-kit/testing/eventually.fixture.ts';
import type { IncomingMessage } from '../port/messaging.ts';
import { record } from '../testing/recorder.ts';
import { LIMIT_MS, message, topic, type Open } from './fixture.ts';

/** What becomes of messages that nobody can handle. */
export function describeDeadLetters(open: Open): void {
  const headersOf = (incoming: IncomingMessage<Uint8Array>) => incoming.headers;

  it(
    'puts a poison message aside, with its origin, and goes on',
    async () => {
      const messaging = await open();
      const letters = await record(messaging, catalogue.deadLetters, { group: 'letters' });
      await messaging.produce(topic, [
        message('one'),
        { ...message('poison', 'key'), headers: { traceparent: '00-trace' } },
        message('two'),
      ]);
      const recorder = await record(messaging, topic, {
        group: 'reader',
        handle: (messages) =>
          Promise.resolve({
            poison: messages
              .filter(({ value }) => value === 'poison')
              .map((incoming) => ({ message: incoming, code: 'INVARIANT_BROKEN', error: 'no such kind' })),
          }),
      });
      await eventually(() => expect(letters.messages()).toHaveLength(1));
      const [letter] = letters.messages();
      const origin = recorder.messages().find(({ value }) => value === 'poison');
      expect(letter?.key).toBe('key');
      expect(Buffer.from(letter?.value ?? []).toString()).toBe('poison');
      expect(letter?.headers).toMatchObject({
        ...origin?.headers,
        traceparent: '00-trace',
        'x-origin-topic': expect.stringMatching(/\.texts$/),
        'x-origin-partition': String(origin?.partition),
        'x-origin-offset': origin?.offset,
        'x-error-code': 'INVARIANT_BROKEN',
        'x-error': 'no such kind',
      });
      await messaging.produce(topic, [message('three')]);
      await eventually(() => expect(recorder.values()).toEqual(['one', 'poison', 'two', 'three']));
      expect(letters.messages()).toHaveLength(1);
    },
    LIMIT_MS,
  );

  it(
    'puts bytes aside that do not decode, and hands over the others',
    async () => {
      const messaging = await open();
      const letters = await record(messaging, catalogue.deadLetters, { group: 'letters' });
      const recorder = await record(messaging, topic, { group: 'reader' });
      await messaging.produce(topic, [message('one'), message('!bytes'), message('two')]);
      await eventually(() => expect(recorder.values()).toEqual(['one', 'two']));
      await eventually(() => expect(letters.messages()).toHaveLength(1));
      expect(letters.messages().map(headersOf)).toMatchObject([
        { 'x-error-code': 'UNDECODABLE', 'x-error': 'not a text', 'x-origin-offset': '1' },
      ]);
      expect(Buffer.from(letters.messages()[0]?.value ?? []).toString()).toBe('!bytes');
      expect(await messaging.waitUntilConsumed('reader', [topic], 10_000)).toBe(true);
    },
    LIMIT_MS,
  );

  it(
    'gives dead letters to every new group from the oldest on, and back to their topic as they came',
    async () => {
      const messaging = await open();
      await messaging.produce(topic, [message('!one', 'a'), message('!two', 'b')]);
      await record(messaging, topic, { group: 'reader' });
      const before = await record(messaging, catalogue.deadLetters, { group: 'letters-1' });
      await eventually(() => expect(before.messages()).toHaveLength(2));
      await before.consumer.stop();
      const after = await record(messaging, catalogue.deadLetters, { group: 'letters-2' });
      await eventually(() =>
        expect(
          after
            .messages()
            .map(({ key }) => key)
            .sort(),
        ).toEqual(['a', 'b']),
      );
      const bytes = { encode: (value: Uint8Array) => value, decode: (value: Uint8Array) => value };
      const letters = after.messages().map(({ key, value, headers }) => ({ key, value, headers }));
      await messaging.produce({ ...topic, ...bytes }, letters);
      const all = await record(messaging, { ...topic, ...bytes }, { group: 'bytes' });
      await eventually(() => expect(all.messages()).toHaveLength(4));
      const texts = all.values().map((value) => Buffer.from(value).toString());
      expect(texts.sort()).toEqual(['!one', '!one', '!two', '!two']);
    },
    LIMIT_MS,
  );

  it(
    'moves on where nothing of a batch decodes',
    async () => {
      const messaging = await open();
      await messaging.produce(topic, [message('!one'), message('!two')]);
      const recorder = await record(messaging, topic, { group: 'reader' });
      expect(await messaging.waitUntilConsumed('reader', [topic], 20_000)).toBe(true);
      expect(recorder.batches).toEqual([]);
      expect(await messaging.lag('letters', [catalogue.deadLetters])).toEqual({ [catalogue.deadLetters.name]: 2 });
    },
    LIMIT_MS,
  );
}
