import { INGESTION_LIMITS } from '../limits.ts';

/**
 * Gathers items into batches and sends them, a bounded number at a time: `add` waits while the limit is reached, and so does
 * whoever sends to us. After a failure nothing more is sent.
 */
export class BatchSender<T> {
  readonly #send: (items: readonly T[]) => Promise<void>;
  readonly #inFlight = new Set<Promise<void>>();
  #batch: T[] = [];
  #bytes = 0;
  #sent = 0;
  #failure: { readonly error: unknown } | null = null;

  constructor(send: (items: readonly T[]) => Promise<void>) {
    this.#send = send;
  }

  /** Items of batches that were sent in full. */
  get sent(): number {
    return this.#sent;
  }

  /** `bytes` is the item's size as it came. Throws what the first batch that failed threw. */
  async add(item: T, bytes: number): Promise<void> {
    if (this.#batch.length > 0 && this.#bytes + bytes > INGESTION_LIMITS.batchBytes) await this.#flush();
    this.#batch.push(item);
    this.#bytes += bytes;
    if (this.#batch.length >= INGESTION_LIMITS.batchSnapshots) await this.#flush();
  }

  /** Sends what is gathered and waits for everything. Throws as `add` does, after all batches in flight have come to an end. */
  async finish(): Promise<void> {
    if (this.#failure === null) await this.#flush();
    await this.settle();
    this.#throwFailure();
  }

  /** Waits for the batches in flight, whatever becomes of them. */
  async settle(): Promise<void> {
    await Promise.all(this.#inFlight);
  }

  async #flush(): Promise<void> {
    while (this.#inFlight.size >= INGESTION_LIMITS.batchesInFlight) await Promise.race(this.#inFlight);
    this.#throwFailure();
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    this.#bytes = 0;
    const sending: Promise<void> = this.#send(batch)
      .then(
        () => {
          this.#sent += batch.length;
        },
        (error: unknown) => {
          this.#failure ??= { error };
        },
      )
      .finally(() => this.#inFlight.delete(sending));
    this.#inFlight.add(sending);
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}
