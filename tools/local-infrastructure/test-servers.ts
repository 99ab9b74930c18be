import type { LocalKafka } from './kafka/start-kafka.ts';
import type { LocalMongo, MongoOptions } from './mongo/start-mongo.ts';
import { sharedServer } from './shared/shared-server.ts';
import { startAnyKafka, startAnyMongo } from './start-any.ts';

/** A broker that others use too: take a topic prefix of your own. */
export interface SharedKafka {
  readonly brokers: readonly string[];
  readonly url: string;
}

/** A database server that others use too: take a database name of your own. */
export interface SharedMongo {
  readonly url: string;
}

/**
 * One broker for all specs of a run: `TEST_KAFKA_BROKERS` (`host:port,host:port`), else Docker, else a JVM.
 * Null, said loudly, where there is none of these; with `REQUIRE_INTEGRATION=1` it throws instead. Nothing has to be stopped.
 */
export async function sharedKafka(): Promise<SharedKafka | null> {
  const given = fromEnvironment('TEST_KAFKA_BROKERS');
  const url = given === null ? await sharedServer('kafka') : `kafka://${given}`;
  if (url === null) return skipped('Kafka', 'TEST_KAFKA_BROKERS');
  return { url, brokers: url.slice('kafka://'.length).split(',') };
}

/** As `sharedKafka`, for `TEST_MONGODB_URL`. */
export async function sharedMongo(): Promise<SharedMongo | null> {
  const url = fromEnvironment('TEST_MONGODB_URL') ?? (await sharedServer('mongo'));
  return url === null ? skipped('MongoDB', 'TEST_MONGODB_URL') : { url };
}

/**
 * A broker of the caller's own, to be stopped by it: for tests that kill it. Docker, else a JVM, else null as `sharedKafka`.
 * `TEST_KAFKA_BROKERS` is used only where neither is there, and then `kill` and `restart` reject.
 */
export async function testKafka(): Promise<LocalKafka | null> {
  const own = await startAnyKafka();
  if (own !== null) return own;
  const given = fromEnvironment('TEST_KAFKA_BROKERS');
  if (given === null) return skipped('Kafka', 'TEST_KAFKA_BROKERS');
  return { brokers: given.split(','), url: `kafka://${given}`, ...notOurs('TEST_KAFKA_BROKERS') };
}

/** As `testKafka`, for MongoDB and `TEST_MONGODB_URL`. */
export async function testMongo(options: MongoOptions = {}): Promise<LocalMongo | null> {
  const own = await startAnyMongo(options);
  if (own !== null) return own;
  const given = fromEnvironment('TEST_MONGODB_URL');
  return given === null ? skipped('MongoDB', 'TEST_MONGODB_URL') : { url: given, ...notOurs('TEST_MONGODB_URL') };
}

function fromEnvironment(name: string): string | null {
  const value = process.env[name];
  return value === undefined || value === '' ? null : value;
}

function notOurs(name: string) {
  const refuse = (): Promise<never> =>
    Promise.reject(new Error(`the server of ${name} is not ours to kill or restart`));
  return { pid: null, kill: refuse, restart: refuse, stop: () => Promise.resolve() };
}

function skipped(what: string, variable: string): null {
  const message = `No ${what} for the tests: no ${variable}, no Docker engine answers, no JDK 17 with Maven`;
  if (process.env['REQUIRE_INTEGRATION'] === '1') throw new Error(`${message}, and REQUIRE_INTEGRATION=1`);
  process.stderr.write(`\n*** ${message}. THE TESTS THAT NEED IT ARE SKIPPED. ***\n\n`);
  return null;
}
