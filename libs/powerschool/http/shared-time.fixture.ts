import type { Clock } from '@passback/service-kit';
import type { ReservedStretch, TimeReserver } from '../port/time-reserver.ts';

/** Reserves as a ledger does, after `answerMs`; `failing` is what becomes of a question instead. */
export class MemoryReserver implements TimeReserver {
  readonly asked: { readonly districtId: string; readonly lengthMs: number; readonly inMs: number }[] = [];
  failing: (() => Promise<never>) | null = null;
  readonly #clock: Clock;
  readonly #answerMs: number;
  #reservedUntil = 0;

  constructor(clock: Clock, answerMs = 0) {
    this.#clock = clock;
    this.#answerMs = answerMs;
  }

  async reserve(districtId: string, stretch: { lengthMs: number; inMs: number }): Promise<ReservedStretch> {
    this.asked.push({ districtId, ...stretch });
    if (this.failing !== null) return this.failing();
    const askedAt = this.#clock.now();
    await this.#clock.sleep(this.#answerMs / 2);
    const from = Math.max(this.#reservedUntil, this.#clock.now() + stretch.inMs);
    const until = (this.#reservedUntil = from + stretch.lengthMs);
    await this.#clock.sleep(this.#answerMs / 2);
    return { from, until, beginsInMs: from - askedAt, endsInMs: until - askedAt };
  }
}
