import {
  type Decision,
  type DeliveryRequest,
  diffGradebook,
  type EpochMs,
  NOTHING_IN_SIS,
  type OtusPart,
  type SisState,
  sisUnder,
  type UnitRecord,
} from '@passback/domain';
import type { EvaluationWrite, RunRecord } from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { markRequested } from '../events/request-span.ts';
import { publishDeliveryRequested } from '../events/run-events.ts';
import { hasUnknownPeriod } from './unknown-periods.ts';

/** Redrives may stand before the last night. */
const RUNS_LOOKED_AT = 50;

/**
 * The last run of a district, for the units that it missed because their grading period could not be had, or because they were not
 * evaluated yet when it began. That is ours to mend: they are delivered as that run would have done. What came after the run waits
 * for the next.
 */
export class MissedRun {
  readonly #run: RunRecord | null;

  private constructor(run: RunRecord | null) {
    this.#run = run;
  }

  static async of({ ledger }: RulesContext, districtId: string): Promise<MissedRun> {
    const runs = await ledger.runs.list(districtId, RUNS_LOOKED_AT);
    return new MissedRun(runs.find(({ kind }) => kind !== 'redrive') ?? null);
  }

  /** The request to deliver a unit that is now decided so; null where it waits for its night. */
  requestFor(record: UnitRecord, decision: Decision, now: EpochMs): DeliveryRequest | null {
    return hasUnknownPeriod(record) ? this.#request(record.otus, sisUnder(record, decision), decision, now) : null;
  }

  /**
   * The request to deliver a unit of which `otus` is evaluated now, beside the record that it had; null where it came after the run
   * began, or is due anyway.
   */
  requestForLate(otus: OtusPart, record: UnitRecord | null, decision: Decision, now: EpochMs): DeliveryRequest | null {
    if (record !== null && record.delivery.dueAt !== null) return null;
    const sis = record === null ? NOTHING_IN_SIS : sisUnder({ ...record, otus }, decision);
    return this.#request(otus, sis, decision, now);
  }

  #request(otus: OtusPart, sis: SisState, decision: Decision, now: EpochMs): DeliveryRequest | null {
    const run = this.#run;
    if (run === null || otus.receivedAt >= run.startedAt || now - run.startedAt > LIMITS.catchUpWithinMs) return null;
    const input = { snapshot: otus.snapshot, decision, sis };
    const effect = diffGradebook(input, { redrive: false, retryRefused: false });
    return effect.kind === 'none' ? null : { dueAt: now, runId: run.runId, redrive: false };
  }

  /** Marks in the unit's own journey that this run takes it along after all: once the write that requests it is made. */
  mark({ otus }: Pick<UnitRecord, 'otus'>, { delivery }: EvaluationWrite): void {
    if (this.#run !== null && delivery !== undefined) markRequested(this.#run, otus);
  }

  /** Wakes delivery for those of the writes that request it. */
  async publish(
    context: Pick<RulesContext, 'messaging'>,
    records: readonly Pick<UnitRecord, 'sectionAssessmentId' | 'otus'>[],
    writes: readonly EvaluationWrite[],
  ): Promise<void> {
    const requested = new Set(
      writes.filter(({ delivery }) => delivery !== undefined).map((write) => write.sectionAssessmentId),
    );
    const due = records
      .filter(({ sectionAssessmentId }) => requested.has(sectionAssessmentId))
      .map(({ sectionAssessmentId, otus }) => ({ sectionAssessmentId, revision: otus.snapshot.revision }));
    if (this.#run !== null) await publishDeliveryRequested(context, this.#run, due);
  }
}
