import { randomUUID } from 'node:crypto';
import type { UnitRecord } from '@passback/domain';
import { ATTRIBUTES, inSpan } from '@passback/telemetry';
import { type Outcome, type SettledOutcome, settleOutcome } from '../unit/settle-outcome.ts';
import type { LaneEnvironment } from './lane-environment.ts';
import type { Lease } from './lease.ts';

/** How long an outcome waits for others to be written with it, unless somebody waits for it. A crash forgets what waits. */
const GATHER_MS = 25;
/** Outcomes of one write: about 2 MB at 10 kB a unit. */
const MAX_BATCH = 200;
/** Outcomes that may be unrecorded before the lane waits for the ledger. */
const MAX_UNRECORDED = 400;
/** Times that an outcome is settled again on a record that moved on; Otus does not change one unit faster than that. */
const MAX_CONFLICTS = 8;
const LEDGER_RETRY_MS = 250;

/** Records outcomes in batches, in the order in which attempts end, so that the ledger is asked once for many units. */
export class OutcomeWriter {
  readonly #environment: LaneEnvironment;
  readonly #lease: Pick<Lease, 'taken' | 'lost'>;
  #waiting: Outcome[] = [];
  /** Outcomes that are being written. */
  #inWrite = 0;
  #writing: Promise<void> | null = null;
  /** The batch that is gathered or written. */
  #batch: Promise<void> = Promise.resolve();
  /** Who waits for all of it to be recorded. */
  #drains = 0;
  /** Aborted where what waits is to be written at once. */
  #hurry = new AbortController();

  /** Writes nothing any more once the lease is lost, and tells `onRecorded` of each outcome once it is recorded. */
  constructor(environment: LaneEnvironment, lease: Pick<Lease, 'taken' | 'lost'>) {
    this.#environment = environment;
    this.#lease = lease;
  }

  /** Takes an outcome; waits only where the ledger is far behind, and until there is room again. */
  async add(outcome: Outcome): Promise<void> {
    this.#waiting.push(outcome);
    this.#writing ??= this.#write();
    if (this.#waiting.length >= MAX_BATCH) this.#hurry.abort();
    while (this.#waiting.length + this.#inWrite >= MAX_UNRECORDED) await this.#batch;
  }

  /** Resolves when everything taken so far is recorded, or the lease is lost. */
  async drain(): Promise<void> {
    this.#drains += 1;
    this.#hurry.abort();
    while (this.#writing !== null) await this.#writing;
    this.#drains -= 1;
  }

  async #write(): Promise<void> {
    const { lost } = this.#lease;
    do {
      this.#batch = this.#writeNext();
      await this.#batch;
    } while (this.#waiting.length > 0 && !lost.aborted);
    if (lost.aborted) this.#waiting = [];
    this.#writing = null;
  }

  async #writeNext(): Promise<void> {
    const { lost, taken } = this.#lease;
    await this.#gather();
    if (lost.aborted) return;
    const batch = this.#waiting.splice(0, MAX_BATCH);
    this.#inWrite = batch.length;
    try {
      await this.#record(batch);
    } catch (error) {
      // Only a mistake of this program gets here; the units are claimed anew under the next fence.
      this.#environment.logger.error({ err: error, district: taken.districtId }, 'outcomes could not be settled');
    }
    this.#inWrite = 0;
  }

  /** Batches grow with what ends in that time: a fast PowerSchool asks the ledger less often for each unit. */
  async #gather(): Promise<void> {
    if (this.#drains > 0 || this.#waiting.length >= MAX_BATCH) return;
    this.#hurry = new AbortController();
    await this.#environment.clock.sleep(GATHER_MS, AbortSignal.any([this.#lease.lost, this.#hurry.signal]));
  }

  /** Done for many journeys at once: a trace of its own, linked to each of them. */
  #record(batch: readonly Outcome[]): Promise<void> {
    const attributes = { [ATTRIBUTES.district]: this.#lease.taken.districtId };
    const links = batch.map(({ trace }) => trace.traceparent);
    return inSpan('record outcomes', { parent: null, attributes, links }, () => this.#writeBatch(batch));
  }

  async #writeBatch(batch: readonly Outcome[]): Promise<void> {
    const { ledger, logger } = this.#environment;
    const { districtId } = this.#lease.taken;
    let open = batch.map((outcome) => ({ outcome, record: outcome.record }));
    for (let round = 0; open.length > 0 && round < MAX_CONFLICTS; round += 1) {
      const settled = open.map(({ outcome, record }) => ({ outcome, settled: this.#settle(outcome, record) }));
      // The same in all tries: what was stored though its reply was lost is known by it.
      const token = randomUUID();
      const writes = settled.map(({ settled: { write } }) => write);
      const result = await this.#insist(() => ledger.sectionAssessments.recordOutcomes(writes, token));
      if (result === null) return;
      const conflicts = new Set(result.conflicts.map(({ sectionAssessmentId }) => sectionAssessmentId));
      const recorded = settled.filter(({ outcome }) => !conflicts.has(outcome.record.sectionAssessmentId));
      await this.#afterRecording(recorded);
      open = await this.#reload(open.filter(({ record }) => conflicts.has(record.sectionAssessmentId)));
    }
    if (open.length > 0) logger.error({ district: districtId, units: open.length }, 'outcomes kept conflicting');
  }

  #settle(outcome: Outcome, record: UnitRecord): SettledOutcome {
    const { retry, random, clock } = this.#environment;
    return settleOutcome({
      record,
      claimed: outcome.record,
      fence: this.#lease.taken.fence,
      result: outcome.result,
      retry,
      now: clock.now(),
      jitter: random(),
    });
  }

  async #afterRecording(recorded: readonly { outcome: Outcome; settled: SettledOutcome }[]): Promise<void> {
    const attempts = recorded.flatMap(({ outcome: { attempt } }) => (attempt === null ? [] : [attempt]));
    if (attempts.length > 0) await this.#insist(() => this.#environment.ledger.attempts.append(attempts));
    for (const { settled, outcome } of recorded) this.#environment.onRecorded(settled, outcome);
  }

  /** Units whose record moved on: what was done in PowerSchool is settled again with the newer one, if the claim is still ours. */
  async #reload(conflicting: readonly { outcome: Outcome; record: UnitRecord }[]) {
    if (conflicting.length === 0) return [];
    const { ledger, logger } = this.#environment;
    const { districtId, fence } = this.#lease.taken;
    const ids = conflicting.map(({ record }) => record.sectionAssessmentId);
    const newer = (await this.#insist(() => ledger.sectionAssessments.load(districtId, ids))) ?? [];
    const byId = new Map(newer.map((record) => [record.sectionAssessmentId, record]));
    return conflicting.flatMap(({ outcome }) => {
      const record = byId.get(outcome.record.sectionAssessmentId);
      if (record?.delivery.claim?.fence === fence) return [{ outcome, record }];
      logger.warn(
        { district: districtId, unit: outcome.record.sectionAssessmentId, fence },
        'an outcome came after its claim',
      );
      return [];
    });
  }

  /** Asks the ledger again until it answers; null when the lease was lost before that. */
  async #insist<T>(call: () => Promise<T>): Promise<T | null> {
    const { clock, logger } = this.#environment;
    const { lost, taken } = this.#lease;
    for (let tries = 0; !lost.aborted; tries += 1) {
      try {
        return await call();
      } catch (error) {
        if (tries === 0)
          logger.warn({ err: error, district: taken.districtId }, 'the ledger does not take outcomes; trying again');
        await clock.sleep(LEDGER_RETRY_MS, lost);
      }
    }
    return null;
  }
}
