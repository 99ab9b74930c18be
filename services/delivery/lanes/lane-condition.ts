import type { Circuit, Lane } from '@passback/ledger';
import { type CircuitEvent, type CircuitMemory, nextCircuit } from './circuit.ts';
import type { LaneEnvironment } from './lane-environment.ts';

/** A lane's circuit and the interval that its PowerSchool was seen to ask for, kept in the ledger whenever they change. */
export class LaneCondition {
  readonly #environment: Pick<LaneEnvironment, 'ledger' | 'circuit' | 'clock' | 'logger'>;
  readonly #lane: Pick<Lane, 'districtId' | 'fence'>;
  #memory: CircuitMemory;
  #learnedIntervalMs: number;
  #saving: Promise<void> = Promise.resolve();
  #isSaveQueued = false;

  constructor(environment: Pick<LaneEnvironment, 'ledger' | 'circuit' | 'clock' | 'logger'>, lane: Lane) {
    this.#environment = environment;
    this.#lane = lane;
    this.#memory = { circuit: lane.circuit, suspects: [] };
    this.#learnedIntervalMs = lane.learnedIntervalMs;
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
    const { clock, circuit: policy, logger } = this.#environment;
    const before = this.#memory.circuit;
    this.#memory = nextCircuit(this.#memory, event, clock.now(), policy);
    const after = this.#memory.circuit;
    if (before.state === after.state) return;
    const fields = { district: this.#lane.districtId, code: after.code ?? before.code };
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
      const { ledger, logger } = this.#environment;
      const { districtId, fence } = this.#lane;
      const condition = { circuit: this.circuit, learnedIntervalMs: this.#learnedIntervalMs };
      await ledger.lanes.recordCondition(districtId, fence, condition).catch((error: unknown) => {
        logger.warn({ err: error, district: districtId }, 'the condition of a lane could not be kept');
      });
    });
  }
}
