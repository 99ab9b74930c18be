import { randomBytes } from 'node:crypto';
import { type LocalDate, localDate } from '@passback/domain';
import type { DistrictRecord, RunKind, RunRecord } from '@passback/ledger';
import { activeTraceparent, ATTRIBUTES, inSpan } from '@passback/telemetry';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { NO_SCORES, NO_UNITS } from './run-counts.ts';
import type { Selection } from './unit-pages.ts';

export interface RunRequest {
  readonly kind: RunKind;
  /** A night's own date; left out, the district's date now. */
  readonly date?: LocalDate;
  readonly requestedBy: string;
  readonly selection: Selection;
}

/**
 * Opens a run, with a trace of its own, to be planned by this process. Where the night was opened already, or a night or manual
 * run is going on, answers with that one.
 */
export async function openRun(
  { ledger, clock, owner }: Pick<RulesContext, 'ledger' | 'clock' | 'owner'>,
  { settings }: DistrictRecord,
  request: RunRequest,
): Promise<{ opened: boolean; run: RunRecord }> {
  const now = clock.now();
  const date = request.date ?? localDate(now, settings.timeZone);
  const runId = runIdOf(request.kind, date);
  const attributes = {
    [ATTRIBUTES.district]: settings.districtId,
    [ATTRIBUTES.run]: runId,
    [ATTRIBUTES.runKind]: request.kind,
  };
  const askedIn = activeTraceparent();
  return inSpan('passback.run', { parent: null, attributes, links: [askedIn] }, () =>
    ledger.runs.open({
      districtId: settings.districtId,
      runId,
      kind: request.kind,
      date,
      state: 'planning',
      version: 1,
      requestedBy: request.requestedBy,
      startedAt: now,
      finishedAt: null,
      planner: { owner, until: now + LIMITS.plannerLeaseMs, cursor: null },
      selection: request.selection,
      units: NO_UNITS,
      scores: NO_SCORES,
      reasons: {},
      traceparent: activeTraceparent(),
    }),
  );
}

const RANDOM_BYTES = 4;

/** A night's id is its date, so that it cannot open twice. */
function runIdOf(kind: RunKind, date: LocalDate): string {
  return kind === 'night' ? `night-${date}` : `${kind}-${date}-${randomBytes(RANDOM_BYTES).toString('hex')}`;
}
