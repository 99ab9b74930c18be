import { LedgerError } from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { Nights } from '../runs/open-night.ts';
import type { RunCare } from '../runs/run-care.ts';
import type { Jobs } from './jobs.ts';
import { measureLag, measureNights } from './measure.ts';
import { ReEvaluations } from './re-evaluations.ts';

/** Looks about once a second what time has brought: nights, runs to see through, inputs that changed. */
export class RulesClock {
  readonly #context: RulesContext;
  readonly #care: RunCare;
  readonly #nights: Nights;
  readonly #reEvaluations: ReEvaluations;
  readonly #tickMs: number;
  readonly #stopping = new AbortController();
  #loops: Promise<unknown> = Promise.resolve();
  #trouble: string | null = null;

  constructor(context: RulesContext, work: { care: RunCare; reEvaluations: Jobs }, tickMs: number) {
    this.#context = context;
    this.#care = work.care;
    this.#nights = new Nights(context);
    this.#reEvaluations = new ReEvaluations(context, work.reEvaluations);
    this.#tickMs = tickMs;
  }

  start(): void {
    this.#loops = Promise.all([
      this.#every(this.#tickMs, () => this.#tick()),
      this.#every(LIMITS.progressAfterOutcomeMs, () => this.#care.attendNoticed()),
      this.#every(LIMITS.measuredMs, () => this.#measure()),
    ]);
  }

  /** Lets the tick in hand end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loops;
  }

  /** One at a time: the next begins `ms` after this one ended. What goes wrong is said once, and tried again. */
  async #every(ms: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await work().then(
        () => undefined,
        (error: unknown) => this.#troubled(error, {}),
      );
      await this.#context.clock.sleep(ms, signal);
    }
  }

  async #tick(): Promise<void> {
    const { districts, ledger } = this.#context;
    const known = await districts.refresh();
    let unfinished = await ledger.runs.unfinished(LIMITS.unfinishedRuns);
    let isOpened = false;
    await this.#each(known, async (district) => {
      const run = await this.#nights.openIfCome(district, unfinished);
      if (run === null) return;
      isOpened = true;
      this.#care.startPlanning(run);
    });
    if (isOpened) unfinished = await ledger.runs.unfinished(LIMITS.unfinishedRuns);
    await this.#each(unfinished, (run) => this.#care.attend(run));
    await this.#each(known, (district) => this.#reEvaluations.attend(district));
    this.#recovered();
  }

  async #measure(): Promise<void> {
    const { ledger } = this.#context;
    measureNights(this.#context, await ledger.districts.list(), await ledger.runs.unfinished(LIMITS.unfinishedRuns));
    await measureLag(this.#context);
  }

  /** What goes wrong with one of them is no reason to leave the others; a ledger that is away is. */
  async #each<T extends object>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    for (const item of items) {
      if (this.#stopping.signal.aborted) return;
      try {
        await work(item);
      } catch (error) {
        if (error instanceof LedgerError && error.code === 'UNAVAILABLE') throw error;
        this.#troubled(error, idsOf(item));
      }
    }
  }

  #troubled(error: unknown, ids: object): void {
    const trouble = `${JSON.stringify(ids)} ${error instanceof Error ? error.message : String(error)}`;
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#context.logger.warn({ err: error, ...ids }, 'the clock could not do its work and tries again');
  }

  #recovered(): void {
    this.#trouble = null;
  }
}

function idsOf(item: object): object {
  if ('settings' in item) return { district: (item.settings as { districtId: string }).districtId };
  if ('runId' in item && 'districtId' in item) return { district: item.districtId, run: item.runId };
  return {};
}
