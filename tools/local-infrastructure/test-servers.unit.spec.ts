import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sharedKafka, sharedMongo } from './index.ts';

describe('addresses from the environment', () => {
  const before = { ...process.env };
  beforeEach(() => {
    process.env['TEST_KAFKA_BROKERS'] = 'one:9092,two:9092';
    process.env['TEST_MONGODB_URL'] = 'mongodb://three:27017';
  });
  afterEach(() => {
    for (const name of ['TEST_KAFKA_BROKERS', 'TEST_MONGODB_URL']) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  });

  it('come first', async () => {
    expect(await sharedKafka()).toEqual({ brokers: ['one:9092', 'two:9092'], url: 'kafka://one:9092,two:9092' });
    expect(await sharedMongo()).toEqual({ url: 'mongodb://three:27017' });
  });
});
