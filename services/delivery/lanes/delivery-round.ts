import type { AttemptFailure, EpochMs, UnitRecord } from '@passback/domain';
import type { Outcome } from '../unit/settle-outcome.ts';
import { untouched } from '../unit/deliver-section-assessment.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { ClaimQueue } from './claim-queue.ts';
import type { OpenLane } from './open-lane.ts';
import { measureUtilisation } from './measure.ts';

/** Units claimed at first for each that is in hand: the ledger is asked once for several, and few wait when the lane stops. */
const CLAIMED_PER_WORKER = 4;
const NO_TRACE = { traceparent: null, traceId: null } as const;

export interface RoundOptions {
  /** Units that are delivered at once. */
  readonly workers: number;
  readonly maxUnits?: number;
  readonly runTraceparent: (runId: string | null) => Promise<string | null>;
}

/** Delivers what is due of one district, several units at once, until nothing is left or it is stopped. */
export class DeliveryRound {
  readonly #lane: OpenLane;
  readonly #options: RoundOptions;
  readonly #queue: ClaimQueue;
  #givingBack: Promise<void> | null = null;
  #delivered = 0;
  #measured: { readonly at: EpochMs; readonly requests: number };
  #waitUntil: EpochMs | null = null;

  constructor(lane: OpenLane, options: RoundOptions) {
    this.#lane = lane;
    this.#options = options;
    this.#measured = { at: lane.environment.clock.now(), requests: lane.log.count };
    this.#queue = new ClaimQueue(lane.environment, lane.lease.taken, {
      batch: options.workers * CLAIMED_PER_WORKER,
      ...(options.maxUnits === undefined ? {} : { maxUnits: options.maxUnits }),
    });
  }

  wake(): void {
    this.#queue.wake();
  }

  /** Begins no more units and gives back those that were claimed for it, due as they were. Only the first time counts. */
  stop(failure: AttemptFailure | null = null): void {
    this.#givingBack ??= this.#giveBack(failure);
  }

  /** `waitUntil`: when PowerSchool may be asked again at all; null: at any time. Throws what the ledger throws. */
  async run(): Promise<{ delivered: number; waitUntil: EpochMs | null }> {
    const workers = Array.from({ length: this.#options.workers }, () => this.#workOff());
    const ended = await Promise.allSettled(workers);
    this.stop();
    await this.#givingBack;
    await this.#lane.writer.drain();
    this.measure();
    const failed = ended.find((end) => end.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return { delivered: this.#delivered, waitUntil: this.#waitUntil };
  }

  /** Records how much of its pace the lane used since this was called last, or since the round began. */
  measure(): void {
    const { districtId, log, tools, condition } = this.#lane;
    const { minIntervalMs } = tools.district.settings.powerschool;
    const now = this.#lane.environment.clock.now();
    measureUtilisation(districtId, {
      requests: log.count - this.#measured.requests,
      intervalMs: Math.max(minIntervalMs, condition.learnedIntervalMs),
      elapsedMs: now - this.#measured.at,
    });
    this.#measured = { at: now, requests: log.count };
  }

  async #workOff(): Promise<void> {
    try {
      for (let record = await this.#queue.next(); record !== null; record = await this.#queue.next()) {
        this.#delivered += 1;
        await this.#deliver(record).finally(() => this.#queue.done());
      }
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  async #deliver(record: UnitRecord): Promise<void> {
    const { lease, writer } = this.#lane;
    const runTraceparent = await this.#options.runTraceparent(record.delivery.runId);
    const outcome = await attemptDelivery(this.#lane, record, runTraceparent);
    if (lease.lost.aborted) return;
    this.#observe(outcome);
    await writer.add(outcome);
  }

  /** What the end of one unit says about the whole district. */
  #observe({ record, settingsVersion, result: { end } }: Outcome): void {
    const { condition } = this.#lane;
    if (end.kind === 'givenBack') return;
    if (end.kind === 'done') return condition.observe({ kind: 'success' });
    const { failure } = end;
    const { code, message } = failure;
    switch (failure.class) {
      case 'interrupted':
        return;
      case 'unit':
      case 'deleted':
        return condition.observe({ kind: 'success' });
      case 'throttled':
        // PowerSchool named a time that no unit can wait out: the whole lane waits.
        this.#waitUntil =
          this.#lane.environment.clock.now() + (failure.retryAfterMs ?? this.#lane.environment.retry.throttledDelayMs);
        return this.stop();
      case 'district':
        condition.observe({ kind: 'districtFailure', code, message, settingsVersion });
        break;
      case 'transient':
        if (!failure.isOurs) {
          const unit = record.sectionAssessmentId;
          condition.observe({ kind: 'connectionFailure', unit, code, message, settingsVersion });
        }
        break;
    }
    if (condition.circuit.state === 'open') this.stop({ ...failure, class: 'district' });
  }

  async #giveBack(failure: AttemptFailure | null): Promise<void> {
    const units = await this.#queue.stop();
    const { lease, tools, writer } = this.#lane;
    for (const record of units) {
      if (lease.lost.aborted) return;
      const dueAt = record.delivery.dueAt ?? this.#lane.environment.clock.now();
      const result = untouched(record, { kind: 'givenBack', dueAt, failure });
      await writer.add({ record, result, attempt: null, trace: NO_TRACE, settingsVersion: tools.district.version });
    }
  }
}
