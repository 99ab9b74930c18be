import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../service-kit/testing/eventually.fixture.ts';
import { record } from '../testing/recorder.ts';
import { textTopic } from '../testing/text-topic.ts';
import { openEmbeddedMessaging } from './embedded-messaging.ts';

const topic = textTopic('texts');

describe('several users of one embedded log in a process', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'embedded-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const open = (name: string) =>
    openEmbeddedMessaging({ url: `embedded:${path.join(folder, name)}`, clientId: 'test' });

  it('reach each other, and the last one to stop closes the file', async () => {
    const [one, two] = [await open('shared'), await open('shared')];
    const recorder = await record(two, topic, { group: 'reader' });
    await one.produce(topic, [{ key: 'key', value: 'hello' }]);
    await eventually(() => expect(recorder.values()).toEqual(['hello']));
    await one.stop();
    await two.produce(topic, [{ key: 'key', value: 'still here' }]);
    await eventually(() => expect(recorder.values()).toEqual(['hello', 'still here']));
    await two.stop();
    const three = await open('shared');
    expect(await three.lag('reader', [topic])).toEqual({ texts: 0 });
    await three.stop();
  });

  it('of one group: one is active, and the next takes over where it stopped', async () => {
    const messaging = await open('group');
    const first = await record(messaging, topic, { group: 'reader' });
    const second = await record(messaging, topic, { group: 'reader' });
    await messaging.produce(topic, [{ key: 'key', value: 'one' }]);
    await eventually(() => expect(first.values()).toEqual(['one']));
    await first.consumer.stop();
    await messaging.produce(topic, [{ key: 'key', value: 'two' }]);
    await eventually(() => expect(second.values()).toEqual(['two']));
    expect(first.values()).toEqual(['one']);
    await messaging.stop();
  });

  it('of one group: one that waits for its turn can stop at once', async () => {
    const messaging = await open('waiting');
    await record(messaging, topic, { group: 'reader' });
    const waiting = await record(messaging, topic, { group: 'reader' });
    await waiting.consumer.stop();
    await messaging.stop();
    expect(waiting.values()).toEqual([]);
  });

  it('produce what a stop then still writes', async () => {
    const messaging = await open('flush');
    const producing = messaging.produce(topic, [{ key: 'key', value: 'last' }]);
    await messaging.stop();
    await producing;
    const again = await open('flush');
    expect(await again.lag('reader', [topic])).toEqual({ texts: 1 });
    await again.stop();
  });
});
