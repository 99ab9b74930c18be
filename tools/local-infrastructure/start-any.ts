import { dockerAnswers } from './docker/engine.ts';
import { findToolchain } from './java/toolchain.ts';
import { type LocalKafka, startKafka } from './kafka/start-kafka.ts';
import { type LocalMongo, type MongoOptions, startMongo } from './mongo/start-mongo.ts';

/** Kafka in Docker where an engine answers, else in a JVM; null where there is neither. */
export function startAnyKafka(): Promise<LocalKafka | null> {
  return dockerOrJvm(async () => (await import('./docker/containers.ts')).startKafkaContainer(), startKafka);
}

/** MongoDB in Docker where an engine answers, else its stand-in in a JVM; null where there is neither. */
export function startAnyMongo(options: MongoOptions): Promise<LocalMongo | null> {
  return dockerOrJvm(
    async () => (await import('./docker/containers.ts')).startMongoContainer(),
    () => startMongo(options),
  );
}

async function dockerOrJvm<T>(docker: () => Promise<T>, jvm: () => Promise<T>): Promise<T | null> {
  const hasJvm = typeof (await findToolchain()) !== 'string';
  if (await dockerAnswers()) {
    try {
      return await docker();
    } catch (error) {
      // As where the engine is there and its registry cannot be reached.
      if (!hasJvm) throw error;
      process.stderr.write(`Docker could not start it (${String(error)}); a JVM is used instead.\n`);
    }
  }
  return hasJvm ? jvm() : null;
}
