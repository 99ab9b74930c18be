import type { OtusPart, UnitRecord } from '@passback/domain';
import type { RunRecord } from '@passback/ledger';
import type { RulesContext } from '../rules-context.ts';
import { markRequested } from '../events/request-span.ts';

export interface NewRevision {
  readonly districtId: string;
  readonly otus: OtusPart;
  /** The unit as it was before it; null for one that is new. */
  readonly record: UnitRecord | null;
}

/**
 * A newer revision of a unit that is due goes out with the run that made the unit due: it is marked in the journey of that revision
 * too, which knows of no run otherwise. Call it once they are stored. Never throws: what is stored must not come again for a link. Where the
 * run cannot be read the mark is made without the link, and nothing else is lost by it: that is no error to count.
 */
export async function markTakenAlong({ ledger }: Pick<RulesContext, 'ledger'>, stored: readonly NewRevision[]) {
  const taken = stored.flatMap(({ districtId, otus, record }) => {
    const { dueAt, runId } = record?.delivery ?? { dueAt: null, runId: null };
    return dueAt === null || runId === null ? [] : [{ districtId, runId, otus }];
  });
  const runs = new Map<string, Promise<RunRecord | null>>();
  for (const { districtId, runId, otus } of taken) {
    const key = JSON.stringify([districtId, runId]);
    const run = runs.get(key) ?? ledger.runs.get(districtId, runId).catch(() => null);
    runs.set(key, run);
    markRequested({ districtId, runId, traceparent: (await run)?.traceparent ?? null }, otus);
  }
}
