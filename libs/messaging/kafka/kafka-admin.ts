import type { Admin, Kafka } from 'kafkajs';
import { settledWithin } from '../delivery/wait.ts';
import { MessagingError } from '../port/messaging.ts';
import { unavailable } from './kafka-errors.ts';

/** One admin client for questions to the cluster; connected when first needed, and anew after any failure. */
export class KafkaAdmin {
  readonly #newKafka: () => Kafka;
  #connecting: Promise<Admin> | null = null;

  constructor(newKafka: () => Kafka) {
    this.#newKafka = newKafka;
  }

  /** What `ask` gives; throws `UNAVAILABLE` when it fails or takes longer than `limitMs`, connecting included. */
  async ask<T>(what: string, limitMs: number, ask: (admin: Admin) => Promise<T>): Promise<T> {
    const connecting = (this.#connecting ??= this.#connect());
    const answer = connecting.then(ask);
    if (!(await settledWithin(answer, limitMs))) {
      this.#drop(connecting);
      throw new MessagingError('UNAVAILABLE', `${what}: no answer from the broker within ${limitMs} ms`);
    }
    try {
      return await answer;
    } catch (error) {
      this.#drop(connecting);
      throw unavailable(what, error);
    }
  }

  async disconnect(): Promise<void> {
    const connecting = this.#connecting;
    this.#connecting = null;
    await connecting?.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  async #connect(): Promise<Admin> {
    const admin = this.#newKafka().admin();
    await admin.connect();
    return admin;
  }

  #drop(connecting: Promise<Admin>): void {
    if (this.#connecting === connecting) this.#connecting = null;
    void connecting.then((admin) => admin.disconnect()).catch(() => undefined);
  }
}
