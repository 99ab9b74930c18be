import type { PreviewResponse } from '@passback/contracts';
import type { LocalDate } from '@passback/domain';
import { localDate } from '@passback/domain';
import type { DistrictRecord } from '@passback/ledger';
import type { RulesContext } from '../rules-context.ts';
import { countPage } from '../runs/plan-page.ts';
import { type ItemFilter, PreviewSum } from './preview-sum.ts';

export interface PreviewOptions extends ItemFilter {
  /** Left out: the district's date now. */
  readonly date?: LocalDate;
  readonly limit: number;
  /** Asked between pages; true when nobody waits for the answer any more. */
  readonly isCancelled: () => boolean;
}

/** What a run of the district on that date would do, by the code that plans runs; writes nothing, and holds a page at a time. */
export async function previewNight(
  context: RulesContext,
  district: DistrictRecord,
  { date, limit, isCancelled, ...filter }: PreviewOptions,
): Promise<PreviewResponse> {
  const { timeZone } = district.settings;
  const onDate = date ?? localDate(context.clock.now(), timeZone);
  const sum = new PreviewSum(limit, filter);
  let cursor: string | null = null;
  do {
    // What is listed has to be read, though nothing happens to it.
    const stretch = { selection: null, cursor, readsAll: sum.listsAtRest };
    const page = await countPage(context, district, stretch, { redrive: false, date: onDate });
    for (const { record, plan } of page.units) sum.add(record, plan);
    sum.addAtRest(page.atRest);
    cursor = page.cursor;
  } while (cursor !== null && !isCancelled());
  return sum.response(onDate);
}
