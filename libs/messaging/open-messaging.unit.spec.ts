import { describe, expect, it } from '@jest/globals';
import { openMessaging } from './open-messaging.ts';

describe('openMessaging', () => {
  it.each([
    '',
    'redis://localhost',
    'embedded:',
    'kafka:',
    'kafka://',
    'kafka://localhost',
    'kafka://localhost:0',
    'kafka://localhost:65536',
    'kafka://localhost:9092,',
    'kafka://user@localhost:9092',
    'kafka://localhost:9092/path',
  ])('refuses %j', async (url) => {
    await expect(openMessaging({ url, clientId: 'test' })).rejects.toMatchObject({
      name: 'MessagingError',
      code: 'INVALID_URL',
    });
  });

  it.each(['kafka://localhost:1', 'kafka://kafka-0.kafka:9092,kafka-1.kafka:9092', 'kafka://[::1]:9092'])(
    'opens %s without a broker there',
    async (url) => {
      const messaging = await openMessaging({ url, clientId: 'test' });
      await messaging.stop();
    },
  );
});
