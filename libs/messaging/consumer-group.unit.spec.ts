import { afterEach, expect, it } from '@jest/globals';
import { systemClock } from '@passback/service-kit';
import { eventually } from '../service-kit/testing/eventually.fixture.ts';
import { ConsumerGroup } from './consumer-group.ts';
import type { Consumer } from './port/messaging.ts';

let group: ConsumerGroup | null = null;
afterEach(() => group?.stop());

/** A group of two whose second one cannot begin for the first `failing` times; `said` has what is logged. */
function groupOf(failing: number) {
  const [done, said]: [string[], string[]] = [[], []];
  const troubles: Record<string, string | null> = { one: null, two: null };
  const consumer = (name: string): Consumer => {
    done.push(`${name} begins`);
    return { trouble: () => troubles[name] ?? null, stop: async () => void done.push(`${name} stops`) };
  };
  let tries = 0;
  group = new ConsumerGroup({
    messaging: { ensureTopics: async () => undefined },
    clock: { sleep: (_ms, signal) => systemClock.sleep(1, signal) },
    logger: { warn: (fields) => void said.push(String((fields as { err: Error }).err.message)) },
    topics: [],
    consume: [
      async () => consumer('one'),
      async () => {
        if ((tries += 1) <= failing) throw new Error('no broker');
        return consumer('two');
      },
    ],
  });
  return { group, done, said, troubles };
}

it('begins all of them, and is in trouble when one of them is', async () => {
  const { group, done, troubles } = groupOf(0);
  await expect(group.check()).rejects.toThrow('not consuming yet');
  await group.start();
  expect(done).toEqual(['one begins', 'two begins']);
  await group.check();
  troubles['two'] = 'the partition is paused';
  await expect(group.check()).rejects.toThrow('the partition is paused');
});

it('gives up those that began when one cannot, tries again until all can, and says what is wrong once', async () => {
  const { group, done, said } = groupOf(3);
  await group.start();
  await expect(group.check()).rejects.toThrow('no broker');
  await eventually(() => group.check());
  const tried = ['one begins', 'one stops'];
  expect(done).toEqual([...tried, ...tried, ...tried, 'one begins', 'two begins']);
  expect(said).toEqual(['no broker']);
});

it('tries no more once it is stopped', async () => {
  const { group, done } = groupOf(Infinity);
  await group.start();
  await group.stop();
  const before = done.length;
  await systemClock.sleep(20);
  expect(done).toHaveLength(before);
});

it('begins one while another has not begun yet, and ends both where it is stopped meanwhile', async () => {
  const first = Promise.withResolvers<undefined>();
  const done: string[] = [];
  const begin = (name: string) => (): Consumer => {
    done.push(`${name} begins`);
    return { trouble: () => null, stop: async () => void done.push(`${name} stops`) };
  };
  group = new ConsumerGroup({
    messaging: { ensureTopics: async () => undefined },
    clock: systemClock,
    logger: { warn: () => undefined },
    topics: [],
    consume: [async () => first.promise.then(begin('one')), async () => begin('two')()],
  });
  const started = group.start();
  await eventually(() => expect(done).toEqual(['two begins']));
  const stopped = group.stop();
  first.resolve(undefined);
  await Promise.all([started, stopped]);
  expect(done).toEqual(['two begins', 'one begins', 'one stops', 'two stops']);
});
