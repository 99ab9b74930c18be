import type { Circuit, Lane, LaneStore } from '@passback/ledger';
import type { Clock, Logger } from '@passback/service-kit';
import { type CircuitEvent, type CircuitMemory, type CircuitPolicy, nextCircuit } from './circuit.ts';

export interface LaneConditionOptions {
  readonly lanes: LaneStore;
  readonly lane: Lane;
  readonly policy: CircuitPolicy;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
}

/** A lane's circuit and the interval that its PowerSchool was seen to ask for, kept in the ledger whenever they change. */
export class LaneCondition {
  readonly #options: LaneConditionOptions;
  #memory: CircuitMemory;
  #learnedIntervalMs: number;
  #saving: Promise<void> = Promise.resolve();
  #isSaveQueued = false;

  constructor(options: LaneConditionOptions) {
    this.#options = options;
    this.#memory = { circuit: options.lane.circuit, suspects: [] };
    this.#learnedIntervalMs = options.lane.learnedIntervalMs;
  }

  get circuit(): Circuit {
    return this.#memory.circuit;
  }

  get learnedIntervalMs(): number {
    return this.#learnedIntervalMs;
  }

  intervalLearned(intervalMs: number): void {
    if (intervalMs === this.#learnedIntervalMs) return;
    this.#learnedIntervalMs = intervalMs;
    this.#save();
  }

  /** Takes in what was seen. One log line when the circuit opens and one when it closes, however many units fail meanwhile. */
  observe(event: CircuitEvent): void {
    const before = this.#memory.circuit;
    this.#memory = nextCircuit(this.#memory, event, this.#options.clock.now(), this.#options.policy);
    const after = this.#memory.circuit;
    if (after === before) return;
    if (before.state === after.state) return;
    const { logger, lane } = this.#options;
    const fields = { district: lane.districtId, code: after.code ?? before.code };
    if (before.state === 'closed' && after.state === 'open')
      logger.warn(fields, 'circuit opened: the district waits, its work stays due');
    if (after.state === 'closed') logger.info(fields, 'circuit closed: the district goes on');
    this.#save();
  }

  /** Resolves when what was observed so far is in the ledger, or could not be put there. */
  async saved(): Promise<void> {
    await this.#saving;
  }

  #save(): void {
    if (this.#isSaveQueued) return;
    this.#isSaveQueued = true;
    this.#saving = this.#saving.then(async () => {
      this.#isSaveQueued = false;
      const { lanes, lane, logger } = this.#options;
      const condition = { circuit: this.#memory.circuit, learnedIntervalMs: this.#learnedIntervalMs };
      await lanes.recordCondition(lane.districtId, lane.fence, condition).catch((error: unknown) => {
        logger.warn({ err: error, district: lane.districtId }, 'the condition of a lane could not be kept');
      });
    });
  }
}
