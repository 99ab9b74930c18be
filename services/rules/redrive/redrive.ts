import type { DistrictRecord, RunRecord } from '@passback/ledger';
import type { RulesContext } from '../rules-context.ts';
import { openRun } from '../runs/open-run.ts';
import { countPage } from '../runs/plan-page.ts';
import { runFields } from '../runs/run-fields.ts';
import type { Selection } from '../runs/unit-pages.ts';

export interface Redrive {
  readonly selection: NonNullable<Selection>;
  readonly requestedBy: string;
  /** Counts only. */
  readonly dryRun: boolean;
}

/**
 * Counts the units of a selection that have something to send, and unless it is a dry run opens a run that makes them due; also
 * what was deleted in PowerSchool, and what it refused. `run` is null where nothing was opened.
 */
export async function redrive(
  context: RulesContext,
  district: DistrictRecord,
  { selection, requestedBy, dryRun }: Redrive,
  isCancelled: () => boolean,
): Promise<{ units: number; run: RunRecord | null }> {
  const units = await countToSend(context, district, selection, isCancelled);
  if (dryRun || units === 0 || isCancelled()) return { units, run: null };
  const { run } = await openRun(context, district, { kind: 'redrive', requestedBy, selection });
  context.logger.info({ ...runFields(run), units, requestedBy }, 'redrive opened');
  return { units, run };
}

async function countToSend(
  context: RulesContext,
  district: DistrictRecord,
  selection: NonNullable<Selection>,
  isCancelled: () => boolean,
): Promise<number> {
  const options = { redrive: true, repair: selection.repair ?? null };
  let units = 0;
  let cursor: string | null = null;
  do {
    const page = await countPage(context, district, { selection, cursor, readsAll: false }, options);
    units += page.units.filter(({ plan }) => plan.effect.kind !== 'none').length;
    cursor = page.cursor;
  } while (cursor !== null && !isCancelled());
  return units;
}
