import { topics } from '@passback/contracts';
import type { BenchDistrict } from '../district/bench-district.ts';
import { Program } from '../system/program.ts';
import { until } from '../system/until.ts';

const TOPIC = 'bench-floor';
const LIMIT_MS = 60_000;

/** The least that can be done with the same bytes on Kafka and MongoDB: produce, consume, one bulk upsert a batch, no logic. */
export class KafkaFloor implements AsyncDisposable {
  readonly #producer: Program;
  readonly #consumer: Program;
  #prepared: string | null = null;
  /** Null until it is known. */
  #stored: number | null = null;

  private constructor(producer: Program, consumer: Program) {
    this.#producer = producer;
    this.#consumer = consumer;
    producer.onMessage((message) => (this.#prepared = (message as { prepared: string }).prepared));
    consumer.onMessage((message) => (this.#stored = (message as { stored: number }).stored));
  }

  /** `broker`: `host:port`. */
  static async start(broker: string, mongoUrl: string): Promise<KafkaFloor> {
    const partitions = String(topics.sectionAssessments.partitions);
    const started: Program[] = [];
    const start = async (file: string, args: readonly string[], says: RegExp): Promise<Program> => {
      const program = new Program({ file: `tools/bench/floor/${file}`, args });
      started.push(program);
      await program.untilSays(says);
      return program;
    };
    try {
      const producer = await start('kafka-producer.ts', [broker, TOPIC, partitions], /ready/);
      return new KafkaFloor(producer, await start('kafka-consumer.ts', [broker, TOPIC, mongoUrl], /consuming/));
    } catch (error) {
      await Promise.all(started.map((program) => program.stop()));
      throw error;
    }
  }

  /** Seconds from the first message sent to the last one stored. */
  async measure(district: BenchDistrict): Promise<number> {
    const { districtId, units } = district;
    this.#producer.send({ prepare: district });
    await until(`the messages of ${districtId}`, LIMIT_MS, async () => (this.#prepared === districtId ? true : null));
    this.#stored = null;
    this.#consumer.send({ clear: true });
    await until('an empty table', LIMIT_MS, async () => (this.#stored === 0 ? true : null));
    const begin = performance.now();
    this.#producer.send({ send: true });
    const isDone = async (): Promise<true | null> => (this.#stored !== null && this.#stored >= units ? true : null);
    await until(`the floor to store ${units} messages`, LIMIT_MS, isDone);
    return (performance.now() - begin) / 1_000;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#producer.stop(), this.#consumer.stop()]);
  }
}
