import type { RunRecord } from '@passback/ledger';
import { LRUCache } from 'lru-cache';
import type { Jobs } from '../jobs.ts';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { CatchUp } from './catch-up.ts';
import { finishIfDone, waitsForLate } from './finish-run.ts';
import { planRun } from './plan-run.ts';
import { runFields } from './run-fields.ts';

export type NoticedRun = Pick<RunRecord, 'districtId' | 'runId'>;

/** Sees every run through to its end: planning that died is taken up, a run that waits says so, one that is done is finished. */
export class RunCare {
  readonly #context: RulesContext;
  readonly #plans: Jobs;
  readonly #catchUp: CatchUp;
  /** When a run was looked at last, by run. */
  readonly #lookedAt = new LRUCache<string, number>({ max: LIMITS.runsNoticed });
  /** When a run's progress was counted last, by run. */
  readonly #countedAt = new LRUCache<string, number>({ max: LIMITS.runsNoticed });
  /** Runs of which an outcome came in since they were counted. */
  readonly #noticed = new Map<string, NoticedRun>();

  constructor(context: RulesContext, plans: Jobs) {
    this.#context = context;
    this.#plans = plans;
    this.#catchUp = new CatchUp(context);
  }

  /**
   * Plans a run in this process, once what was accepted before it is evaluated and its turn has come. Nobody holds it while it
   * waits: when the lease of who opened it runs out, whichever process has room first takes it.
   */
  startPlanning(run: RunRecord): void {
    const isBegun = (run.planner?.cursor ?? null) !== null;
    let behind = 0;
    const ready = async (signal: AbortSignal): Promise<void> => {
      behind = await this.#untilCaughtUp(run, signal);
    };
    this.#plans.start(runKey(run), {
      district: run.districtId,
      ...(isBegun ? {} : { ready }),
      work: (signal, turn) => planRun(this.#context, run, { signal, turn, behind }),
    });
  }

  /** An outcome of this run came in: it may be done. */
  notice(districtId: string, runId: string): void {
    if (runId === '' || this.#noticed.size >= LIMITS.runsNoticed) return;
    this.#noticed.set(runKey({ districtId, runId }), { districtId, runId });
  }

  /** Once per tick, for a run that is not finished. */
  async attend(run: RunRecord): Promise<void> {
    if (run.state === 'planning') {
      if (this.#isToPlan(run)) this.startPlanning(run);
      return;
    }
    const now = this.#context.clock.now();
    const apartMs = run.state === 'blocked' ? LIMITS.blockedRunLookedAtMs : LIMITS.runLookedAtMs;
    if (isWithin(apartMs, this.#lookedAt.get(runKey(run)), now)) return;
    this.#lookedAt.set(runKey(run), now);
    if (waitsForLate(run, now)) this.#awaitLate(run);
    const current = await this.#withCircuit(run);
    // Counting a run reads all its units; while some are pending it is not done, unless those are another run's.
    const hasPending = await this.#context.ledger.sectionAssessments.hasPending(run.districtId);
    if (hasPending && isWithin(LIMITS.progressAnywayMs, this.#countedAt.get(runKey(run)), now)) return;
    await this.#finishIfDone(current);
  }

  /** The runs of which outcomes came in since this was asked last. */
  takeNoticed(): readonly NoticedRun[] {
    const noticed = [...this.#noticed.values()];
    this.#noticed.clear();
    return noticed;
  }

  /** Finishes a noticed run that is done; while its district has units pending, it is not, or the clock sees it later. */
  async attendNoticed({ districtId, runId }: NoticedRun): Promise<void> {
    const { ledger } = this.#context;
    if (await ledger.sectionAssessments.hasPending(districtId)) return;
    const run = await ledger.runs.get(districtId, runId);
    if (run !== null && (run.state === 'delivering' || run.state === 'blocked')) await this.#finishIfDone(run);
  }

  /** How many messages are left to evaluate when the run begins without them; 0 where there are none. */
  async #untilCaughtUp({ districtId: district, runId: run }: RunRecord, signal: AbortSignal): Promise<number> {
    if ((await this.#catchUp.caughtUp(signal)) !== false) return 0;
    const messages = await this.#catchUp.behind();
    const said = { district, run, messages };
    this.#context.logger.warn(said, 'the run begins though not all that came before it is evaluated');
    return messages;
  }

  /** Waits, beside all else, until what the run began without is evaluated; a later tick does so again where that takes long. */
  #awaitLate(run: RunRecord): void {
    let isCaughtUp = false;
    this.#plans.start(`late ${runKey(run)}`, {
      district: run.districtId,
      ready: async (signal) => {
        isCaughtUp = (await this.#catchUp.caughtUp(signal)) === true;
      },
      work: async () => {
        if (isCaughtUp) await this.#caughtUp(run);
      },
    });
  }

  async #caughtUp({ districtId, runId }: RunRecord): Promise<void> {
    const { ledger, clock } = this.#context;
    const run = await ledger.runs.get(districtId, runId);
    if (run?.shortfall === undefined || run.shortfall.caughtUpAt !== null || run.state === 'finished') return;
    const shortfall = { ...run.shortfall, caughtUpAt: clock.now() };
    const caughtUp = { ...run, shortfall, version: run.version + 1 };
    if (await ledger.runs.update(caughtUp)) await this.#finishIfDone(caughtUp);
  }

  #isToPlan(run: RunRecord): boolean {
    if (this.#plans.has(runKey(run))) return false;
    const { planner } = run;
    return planner === null || planner.owner === this.#context.owner || planner.until <= this.#context.clock.now();
  }

  async #finishIfDone(run: RunRecord): Promise<void> {
    this.#countedAt.set(runKey(run), this.#context.clock.now());
    await finishIfDone(this.#context, run);
  }

  /** A run is blocked while the circuit to its district's PowerSchool is open. */
  async #withCircuit(run: RunRecord): Promise<RunRecord> {
    const lane = await this.#context.ledger.lanes.get(run.districtId);
    const state = lane?.circuit.state === 'open' ? 'blocked' : 'delivering';
    if (state === run.state || lane?.circuit.state === 'halfOpen') return run;
    const changed = { ...run, state, version: run.version + 1 } as const;
    const { ledger, logger } = this.#context;
    if (!(await ledger.runs.update(changed))) return run;
    const said = { ...runFields(run), code: lane?.circuit.code };
    if (state === 'blocked') logger.warn(said, 'run blocked: its district’s circuit is open');
    else logger.info(runFields(run), 'run goes on');
    return changed;
  }
}

/** A clock that was set back counts as long ago. */
function isWithin(ms: number, then: number | undefined, now: number): boolean {
  return then !== undefined && Math.abs(now - then) < ms;
}

function runKey({ districtId, runId }: NoticedRun): string {
  return JSON.stringify([districtId, runId]);
}
