import type { RunRecord } from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import type { RunCounts } from './run-counts.ts';

type Keeping = Pick<RulesContext, 'ledger' | 'clock' | 'owner'>;

/** A run in this process' hands: its lease, where planning is, and what was counted. Every change is compare-and-set. */
export class PlannedRun {
  readonly #context: Keeping;
  #run: RunRecord;

  private constructor(context: Keeping, run: RunRecord) {
    this.#context = context;
    this.#run = run;
  }

  /** Null when somebody else plans it, or it is planned. */
  static async take(context: Keeping, { districtId, runId }: RunRecord): Promise<PlannedRun | null> {
    const run = await context.ledger.runs.get(districtId, runId);
    if (run === null || run.state !== 'planning') return null;
    const { planner } = run;
    const isFree = planner === null || planner.owner === context.owner || planner.until <= context.clock.now();
    if (!isFree) return null;
    const planned = new PlannedRun(context, run);
    return (await planned.save({})) ? planned : null;
  }

  get run(): RunRecord {
    return this.#run;
  }

  /** Id of the last unit that is planned; null at the beginning. */
  get cursor(): string | null {
    return this.#run.planner?.cursor ?? null;
  }

  /** Kept in memory until the next save, so that a page counts once or, after a crash, not at all. */
  count({ units, scores, reasons }: RunCounts): void {
    this.#run = { ...this.#run, units, scores, reasons };
  }

  /** Kept in memory until the next save, too. */
  readBackUntil(unitId: string | null): void {
    const { readBackAfter: _before, ...run } = this.#run;
    this.#run = { ...run, ...(unitId !== null && { readBackAfter: unitId }) };
  }

  /** Stores that it begins without so many messages that came before it; false when the run is no longer ours. */
  fallShort(messages: number): Promise<boolean> {
    return this.#replace({ shortfall: { messages, caughtUpAt: null } });
  }

  /** Stores how far planning is and renews the lease; false when the run is no longer ours. */
  save({ cursor = this.cursor }: { readonly cursor?: string | null }): Promise<boolean> {
    const { owner, clock } = this.#context;
    return this.#replace({ planner: { owner, until: clock.now() + LIMITS.plannerLeaseMs, cursor } });
  }

  endPlanning(): Promise<boolean> {
    return this.#replace({ state: 'delivering', planner: null });
  }

  /** Another process may go on at once. */
  async giveBack(): Promise<void> {
    await this.#replace({ planner: { owner: '', until: 0, cursor: this.cursor } });
  }

  async #replace(change: Partial<RunRecord>): Promise<boolean> {
    const replaced = { ...this.#run, ...change, version: this.#run.version + 1 };
    if (!(await this.#context.ledger.runs.update(replaced))) return false;
    this.#run = replaced;
    return true;
  }
}
