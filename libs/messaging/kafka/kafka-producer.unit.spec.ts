import type { Kafka, ProducerBatch } from 'kafkajs';
import { describe, expect, it } from '@jest/globals';
import { encodedMessage } from '../transfer/encoded-message.ts';
import { KafkaProducer } from './kafka-producer.ts';

/** Producers that do as the test says; `sends` says by which producer (1, 2, …) each batch went. */
function fakeKafka(send: (producer: number, batch: ProducerBatch) => Promise<void>) {
  const sends: { readonly producer: number; readonly values: (string | undefined)[] }[] = [];
  let producers = 0;
  let disconnected = 0;
  const newKafka = () =>
    ({
      producer: () => {
        const producer = ++producers;
        return {
          connect: () => Promise.resolve(),
          disconnect: () => Promise.resolve(void disconnected++),
          sendBatch: (batch: ProducerBatch) => {
            const messages = batch.topicMessages?.flatMap((topic) => topic.messages) ?? [];
            sends.push({ producer, values: messages.map(({ value }) => value?.toString()) });
            return send(producer, batch);
          },
        };
      },
    }) as unknown as Kafka;
  return { access: { newKafka, explain: (error: unknown) => String(error) }, sends, disconnected: () => disconnected };
}

const text = (value: string) => encodedMessage('key', Buffer.from(value), {});
const brokerError = (type: string) => Object.assign(new Error(type), { type });

describe('KafkaProducer', () => {
  it('never uses a producer again that failed', async () => {
    const kafka = fakeKafka((producer) =>
      producer === 1 ? Promise.reject(brokerError('OUT_OF_ORDER_SEQUENCE_NUMBER')) : Promise.resolve(),
    );
    const producer = new KafkaProducer(kafka.access, undefined);
    await producer.produce('topic', () => [text('one')]);
    await producer.produce('topic', () => [text('two')]);
    await producer.stop();
    expect(kafka.sends).toEqual([
      { producer: 1, values: ['one'] },
      { producer: 2, values: ['one'] },
      { producer: 2, values: ['two'] },
    ]);
    expect(kafka.disconnected()).toBe(2);
  });

  it('has one request on its way at a time, with all that was produced meanwhile in the next', async () => {
    const first = Promise.withResolvers<undefined>();
    const kafka = fakeKafka((_producer, batch) =>
      batch.topicMessages?.[0]?.topic === 'first' ? first.promise : Promise.resolve(),
    );
    const producer = new KafkaProducer(kafka.access, undefined);
    const calls = [producer.produce('first', () => [text('one')])];
    while (kafka.sends.length === 0) await new Promise(setImmediate);
    calls.push(
      producer.produce('second', () => [text('two')]),
      producer.produce('second', () => [text('three')]),
    );
    await new Promise(setImmediate);
    expect(kafka.sends).toHaveLength(1);
    first.resolve(undefined);
    await Promise.all(calls);
    await producer.stop();
    expect(kafka.sends.map(({ values }) => values)).toEqual([['one'], ['two', 'three']]);
  });

  it('says why the broker is unavailable', async () => {
    const kafka = fakeKafka(() => Promise.reject(brokerError('LEADER_NOT_AVAILABLE')));
    const producer = new KafkaProducer(kafka.access, undefined, { timeoutMs: 50 });
    await expect(producer.produce('topic', () => [text('one')])).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('LEADER_NOT_AVAILABLE'),
    });
    await producer.stop();
  });

  it('does not try again what the broker finds too large', async () => {
    const kafka = fakeKafka(() => Promise.reject(brokerError('MESSAGE_TOO_LARGE')));
    const producer = new KafkaProducer(kafka.access, undefined);
    await expect(producer.produce('topic', () => [text('one')])).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE' });
    await producer.stop();
    expect(kafka.sends).toHaveLength(1);
  });

  it('cuts what is produced into requests that the broker takes', async () => {
    const kafka = fakeKafka(() => Promise.resolve());
    const producer = new KafkaProducer(kafka.access, undefined);
    await producer.produce('topic', () => Array.from({ length: 5 }, () => text('x'.repeat(400_000))));
    await producer.stop();
    expect(kafka.sends.map(({ values }) => values.length)).toEqual([2, 2, 1]);
  });
});
