import type { DistrictRecord, RunRecord } from '@passback/ledger';
import { Loop } from '@passback/service-host';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { Nights } from '../runs/open-night.ts';
import type { RunCare } from '../runs/run-care.ts';
import type { Jobs } from '../jobs.ts';
import { measureNights } from './measure.ts';
import { ReEvaluations } from './re-evaluations.ts';

/**
 * Looks about once a second what time has brought: nights, runs to see through, inputs that changed. Each has a loop of its own,
 * so that no night waits for what hundreds of runs and districts are asked.
 */
export class RulesClock {
  readonly #context: RulesContext;
  readonly #care: RunCare;
  readonly #nights: Nights;
  readonly #reEvaluations: ReEvaluations;
  readonly #loops: readonly Loop[];

  constructor(context: RulesContext, work: { care: RunCare; reEvaluations: Jobs }, tickMs: number) {
    this.#context = context;
    this.#care = work.care;
    this.#nights = new Nights(context);
    this.#reEvaluations = new ReEvaluations(context, work.reEvaluations);
    const options = { ...context, task: 'clock', words: 'the clock could not do its work and tries again' } as const;
    this.#loops = [
      new Loop(options, tickMs, (loop) => this.#openNights(loop)),
      new Loop(options, tickMs, (loop) => this.#attendRuns(loop)),
      new Loop(options, tickMs, (loop) => this.#reEvaluate(loop)),
      new Loop(options, LIMITS.progressAfterOutcomeMs, (loop) => this.#attendNoticed(loop)),
      new Loop(options, LIMITS.measuredMs, () => this.#measure()),
    ];
  }

  start(): void {
    for (const loop of this.#loops) loop.start();
  }

  /** Lets the rounds in hand end. */
  async stop(): Promise<void> {
    await Promise.all(this.#loops.map((loop) => loop.stop()));
  }

  /** Also reads the settings of all districts anew, for whoever asks for them until the next round. */
  async #openNights(loop: Loop): Promise<void> {
    const { districts, ledger } = this.#context;
    const come: DistrictRecord[] = [];
    await loop.each(await districts.refresh(), idsOfDistrict, async (district) => {
      if (this.#nights.hasCome(district)) come.push(district);
    });
    if (come.length === 0) return;
    const unfinished = await ledger.runs.unfinished(LIMITS.unfinishedRuns);
    await loop.each(come, idsOfDistrict, async (district) => {
      const run = await this.#nights.openIfCome(district, unfinished);
      if (run !== null) this.#care.startPlanning(run);
    });
  }

  async #attendRuns(loop: Loop): Promise<void> {
    const unfinished = await this.#context.ledger.runs.unfinished(LIMITS.unfinishedRuns);
    await loop.each(unfinished, idsOfRun, (run) => this.#care.attend(run));
  }

  async #reEvaluate(loop: Loop): Promise<void> {
    const known = this.#context.districts.asOfLastRefresh();
    await loop.each(known, idsOfDistrict, (district) => this.#reEvaluations.attend(district));
  }

  async #attendNoticed(loop: Loop): Promise<void> {
    await loop.each(this.#care.takeNoticed(), idsOfRun, (run) => this.#care.attendNoticed(run));
  }

  async #measure(): Promise<void> {
    const { ledger } = this.#context;
    measureNights(this.#context, await ledger.districts.list(), await ledger.runs.unfinished(LIMITS.unfinishedRuns));
  }
}

function idsOfDistrict({ settings }: DistrictRecord): object {
  return { district: settings.districtId };
}

function idsOfRun({ districtId, runId }: Pick<RunRecord, 'districtId' | 'runId'>): object {
  return { district: districtId, run: runId };
}
