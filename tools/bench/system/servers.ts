import { type LocalKafka, type LocalMongo, testKafka, testMongo } from '@passback/local-infrastructure';

export interface Servers {
  readonly kafka: LocalKafka;
  readonly mongo: LocalMongo;
}

/** Kafka and MongoDB for the whole bench, started when a part first asks for them: Docker, else a JVM. */
export class LazyServers implements AsyncDisposable {
  #starting: Promise<Servers | null> | null = null;

  /** Null where they cannot be had on this machine. */
  get(): Promise<Servers | null> {
    this.#starting ??= startBoth();
    return this.#starting;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const servers = await this.#starting?.catch(() => null);
    await Promise.all([servers?.kafka.stop(), servers?.mongo.stop()]);
  }
}

async function startBoth(): Promise<Servers | null> {
  const [kafka, mongo] = await Promise.all([testKafka(), testMongo({ optimized: true })]);
  if (kafka !== null && mongo !== null) return { kafka, mongo };
  await Promise.all([kafka?.stop(), mongo?.stop()]);
  return null;
}
