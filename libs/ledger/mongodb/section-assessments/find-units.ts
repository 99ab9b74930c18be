import { AT_REST, type DeliveryState, type EpochMs, type SisState, type UnitRecord } from '@passback/domain';
import type { Collection, Filter } from 'mongodb';
import { checkLimit, checkListFilter, LEDGER_LIMITS } from '../../port/limits.ts';
import type { ListFilter, Page, RunScan, SectionAssessmentStore } from '../../port/section-assessments.ts';
import { decodeListCursor, encodeListCursor, type ListPosition } from '../../shared/list-cursor.ts';
import { hitsText } from '../../shared/reason-hits.ts';
import { isUnseen } from '../../shared/unseen.ts';
import { unitKey } from '../../shared/unit-writes.ts';
import { contentQuery } from './find-by-content.ts';
import { idRangeOf, toUnitRecord, type UnitDocument } from './unit-document.ts';

export async function load(
  units: Collection<UnitDocument>,
  districtId: string,
  sectionAssessmentIds: readonly string[],
): Promise<UnitRecord[]> {
  checkLimit('units of one load', sectionAssessmentIds.length, LEDGER_LIMITS.unitsPerRead);
  if (sectionAssessmentIds.length === 0) return [];
  const ids = sectionAssessmentIds.map((id) => unitKey(districtId, id));
  const documents = await units.find({ _id: { $in: ids } }, { batchSize: ids.length }).toArray();
  return documents.map(toUnitRecord);
}

export async function scan(
  units: Collection<UnitDocument>,
  districtId: string,
  { states, after, limit }: Parameters<SectionAssessmentStore['scan']>[1],
): Promise<UnitRecord[]> {
  checkLimit('units of one scan', limit, LEDGER_LIMITS.unitsPerRead);
  // To MongoDB a limit of 0 means all.
  if (limit === 0 || states?.length === 0) return [];
  const inState = states === undefined ? {} : { districtId, 'summary.state': { $in: [...states] } };
  const documents = await units
    .find({ ...inState, _id: idRangeOf(districtId, after) })
    .sort({ _id: 1 })
    .limit(limit)
    .batchSize(limit)
    .toArray();
  return documents.map(toUnitRecord);
}

type ScannedDocument = Pick<UnitDocument, '_id' | 'sectionAssessmentId'> & {
  /** Left out where nobody asks when it was seen. */
  readonly sis?: string | null;
  readonly delivery: Pick<DeliveryState, 'dueAt' | 'claim' | 'runId'>;
  readonly summary: Pick<UnitDocument['summary'], 'state' | 'hits'>;
};

const AT_REST_HITS = hitsText(AT_REST);
const SCANNED = {
  sectionAssessmentId: 1,
  'delivery.dueAt': 1,
  'delivery.claim': 1,
  'delivery.runId': 1,
  'summary.state': 1,
  'summary.hits': 1,
} as const;

/** Those to read of the stretch that was scanned, in its order. By its range where that is most of it: ids one by one cost more than that. */
async function readAll(
  units: Collection<UnitDocument>,
  scanned: readonly ScannedDocument[],
  toRead: readonly ScannedDocument[],
): Promise<UnitRecord[]> {
  const [first, last] = [scanned.at(0), scanned.at(-1)];
  if (first === undefined || last === undefined || toRead.length === 0) return [];
  const asked =
    toRead.length * 2 > scanned.length ? { $gte: first._id, $lte: last._id } : { $in: toRead.map(({ _id }) => _id) };
  const documents = await units.find({ _id: asked }, { batchSize: scanned.length }).toArray();
  const byId = new Map(documents.map((document) => [document._id, document]));
  return toRead.flatMap(({ _id }) => {
    const document = byId.get(_id);
    return document === undefined ? [] : [toUnitRecord(document)];
  });
}

function isAtRestNow({ delivery, summary }: ScannedDocument): boolean {
  const isQuiet = delivery.dueAt === null && delivery.claim === null;
  return isQuiet && summary.state === 'inSync' && summary.hits === AT_REST_HITS;
}

/** 0 where PowerSchool was given nothing. */
function seenAt({ sis }: ScannedDocument): EpochMs {
  const assignment = sis == null ? null : (JSON.parse(sis) as SisState).assignment;
  return assignment === null ? 0 : (assignment.checkedAt ?? assignment.writtenAt);
}

export async function scanForRun(
  units: Collection<UnitDocument>,
  districtId: string,
  { after, limit, runId, unseen }: Parameters<SectionAssessmentStore['scanForRun']>[1],
): Promise<RunScan> {
  checkLimit('units of one scan', limit, LEDGER_LIMITS.unitsPerRead);
  // To MongoDB a limit of 0 means all.
  if (limit === 0) return { records: [], atRest: 0, last: null };
  const scanned = await units
    .find<ScannedDocument>({ _id: idRangeOf(districtId, after) })
    .project<ScannedDocument>(unseen === null ? SCANNED : { ...SCANNED, sis: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .batchSize(limit)
    .toArray();
  const isPassedOver = (one: ScannedDocument): boolean =>
    isAtRestNow(one) &&
    (runId === null || one.delivery.runId !== runId) &&
    !isUnseen(one.sectionAssessmentId, seenAt(one), unseen);
  const toRead = scanned.filter((one) => !isPassedOver(one));
  return {
    records: await readAll(units, scanned, toRead),
    atRest: scanned.length - toRead.length,
    last: scanned.length < limit ? null : (scanned.at(-1)?.sectionAssessmentId ?? null),
  };
}

export async function list(
  units: Collection<UnitDocument>,
  districtId: string,
  filter: ListFilter,
  page: { cursor?: string; limit: number },
): Promise<Page<UnitRecord>> {
  checkLimit('units of one page', page.limit, LEDGER_LIMITS.listPage);
  checkListFilter(filter);
  const position = decodeListCursor(districtId, filter, page.cursor);
  // One more than asked for tells whether there is another page.
  const found = await units
    .find(listQuery(districtId, filter, position))
    .sort({ changedAt: -1, _id: -1 })
    .limit(page.limit + 1)
    .batchSize(page.limit + 1)
    .toArray();
  const items = found.slice(0, page.limit).map(toUnitRecord);
  const last = items.at(-1);
  const more = found.length > items.length && last !== undefined;
  return { items, cursor: more ? encodeListCursor(districtId, filter, last) : null };
}

function listQuery(districtId: string, filter: ListFilter, position: ListPosition | null): Filter<UnitDocument> {
  return {
    districtId,
    ...(filter.state !== undefined && { 'summary.state': filter.state }),
    ...(filter.reason !== undefined && { 'summary.reasons': filter.reason }),
    ...(filter.identifier !== undefined && { identifier: filter.identifier }),
    ...(filter.section !== undefined && { section: filter.section }),
    ...contentQuery(filter),
    ...changedBetween(filter.changedSince, position?.changedAt),
    // The one above bounds the index, this leaves out those of the same instant that were given already.
    ...(position !== null && {
      $or: [
        { changedAt: { $lt: position.changedAt } },
        { _id: { $lt: unitKey(districtId, position.sectionAssessmentId) } },
      ],
    }),
  };
}

function changedBetween(since: number | undefined, until: number | undefined): Filter<UnitDocument> {
  if (since === undefined && until === undefined) return {};
  return { changedAt: { ...(since !== undefined && { $gte: since }), ...(until !== undefined && { $lte: until }) } };
}
