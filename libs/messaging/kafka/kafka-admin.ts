import type { Admin } from 'kafkajs';
import { settledWithin } from '../transfer/settled-within.ts';
import { MessagingError } from '../port/messaging.ts';
import type { KafkaAccess } from './kafka-clients.ts';
import { unavailable } from './kafka-errors.ts';
import type { Asked } from './kafka-trouble.ts';

/** One admin client for questions to the cluster; connected when first needed, and anew after any failure. */
export class KafkaAdmin {
  readonly #access: KafkaAccess;
  #connecting: Promise<Admin> | null = null;
  /** Why connecting failed last: kafkajs tries again for longer than who asks waits. */
  #trouble: string | null = null;

  constructor(access: KafkaAccess) {
    this.#access = access;
  }

  /** What `ask` gives; throws `UNAVAILABLE` when it fails or takes longer than `limitMs`, connecting included. */
  async ask<T>(what: string, limitMs: number, ask: (admin: Admin) => Promise<T>, asked?: Asked): Promise<T> {
    const connecting = (this.#connecting ??= this.#connect());
    const answer = connecting.then(ask);
    if (!(await settledWithin(answer, limitMs))) {
      this.#drop(connecting);
      const before = this.#trouble === null ? '' : `; before: ${this.#trouble}`;
      throw new MessagingError('UNAVAILABLE', `${what}: no answer from the broker within ${limitMs} ms${before}`);
    }
    try {
      return await answer;
    } catch (error) {
      this.#drop(connecting);
      throw unavailable(what, this.#access.explain(error, asked), error);
    }
  }

  async disconnect(): Promise<void> {
    const connecting = this.#connecting;
    this.#connecting = null;
    await connecting?.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  async #connect(): Promise<Admin> {
    try {
      const admin = this.#access.newKafka().admin();
      await admin.connect();
      this.#trouble = null;
      return admin;
    } catch (error) {
      this.#trouble = this.#access.explain(error);
      throw error;
    }
  }

  #drop(connecting: Promise<Admin>): void {
    if (this.#connecting === connecting) this.#connecting = null;
    void connecting.then((admin) => admin.disconnect()).catch(() => undefined);
  }
}
