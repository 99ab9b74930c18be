import type { UnitState } from '@passback/domain';
import type { Collection } from 'mongodb';
import { checkLimit, LEDGER_LIMITS } from '../../port/limits.ts';
import type { DueDistrict, ReasonHit, RunProgress, WaitingDistrict } from '../../port/section-assessments.ts';
import { NOT_IN_SYNC, type ReasonCount, reasonHitsOf } from '../../shared/reason-hits.ts';
import { type RunCount, runProgressOf } from '../../shared/run-progress.ts';
import type { UnitDocument } from './unit-document.ts';

interface StateCount {
  readonly _id: UnitState;
  readonly units: number;
}

export async function countByState(
  units: Collection<UnitDocument>,
  districtId: string,
): Promise<Partial<Record<UnitState, number>>> {
  const counts = await units
    .aggregate<StateCount>([{ $match: { districtId } }, { $group: { _id: '$summary.state', units: { $sum: 1 } } }])
    .toArray();
  return byState(counts);
}

/** By one code each: the server of the specs does not tell lists apart where one alone is the key of a group. */
const REASON_COUNTS = {
  _id: '$summary.reasons',
  units: { $sum: 1 },
  scores: { $sum: { $add: [{ $ifNull: ['$delivery.tally.held', 0] }, { $ifNull: ['$delivery.tally.rejected', 0] }] } },
};

export async function reasonHits(units: Collection<UnitDocument>, districtId: string): Promise<ReasonHit[]> {
  const counts = await units
    .aggregate<{ _id: string | null; units: number }>([
      { $match: { districtId } },
      { $group: { _id: '$summary.hits', units: { $sum: 1 } } },
    ])
    .toArray();
  const hits = counts.flatMap(({ _id, units: count }) => (_id === null ? [] : [{ hits: _id, units: count }]));
  const uncounted = hits.length === counts.length ? [] : await uncountedReasons(units, districtId);
  return reasonHitsOf(hits, uncounted);
}

/** Of the units that an earlier release wrote last. */
async function uncountedReasons(units: Collection<UnitDocument>, districtId: string): Promise<ReasonCount[]> {
  const counts = await units
    .aggregate<Omit<ReasonCount, 'reasons'> & { _id: string }>([
      { $match: { districtId, 'summary.hits': null, 'summary.state': { $in: [...NOT_IN_SYNC] } } },
      { $unwind: '$summary.reasons' },
      { $group: REASON_COUNTS },
    ])
    .toArray();
  return counts.map(({ _id, ...sums }) => ({ reasons: [_id], ...sums }));
}

/** Of every district: without a condition on its first field the index could not be used. */
const dueBy = (now: number) => ({ districtId: { $gte: '' }, 'delivery.dueAt': { $gte: 0, $lte: now } });
const LONGEST_DUE_FIRST = { oldestDueAt: 1, _id: 1 } as const;

/** Claimed units count too: whether a claim is void is known when the lane is taken, and then they must be found. */
export async function dueDistricts(
  units: Collection<UnitDocument>,
  now: number,
  limit: number,
): Promise<DueDistrict[]> {
  checkLimit('due districts', limit, LEDGER_LIMITS.dueDistricts);
  if (limit === 0) return [];
  const districts = await units
    .aggregate<{ _id: string; units: number; oldestDueAt: number }>([
      { $match: dueBy(now) },
      { $group: { _id: '$districtId', units: { $sum: 1 }, oldestDueAt: { $min: '$delivery.dueAt' } } },
      { $sort: LONGEST_DUE_FIRST },
      { $limit: limit },
    ])
    .toArray();
  return districts.map(({ _id, ...due }) => ({ districtId: _id, ...due }));
}

/** Sorted as the index is and with nothing but the first of each group, so that MongoDB goes from district to district in it. */
export async function waitingDistricts(
  units: Collection<UnitDocument>,
  now: number,
  limit: number,
): Promise<WaitingDistrict[]> {
  checkLimit('due districts', limit, LEDGER_LIMITS.dueDistricts);
  if (limit === 0) return [];
  const districts = await units
    .aggregate<{ _id: string; oldestDueAt: number }>([
      { $match: dueBy(now) },
      { $sort: { districtId: 1, 'delivery.dueAt': 1 } },
      { $group: { _id: '$districtId', oldestDueAt: { $first: '$delivery.dueAt' } } },
      { $sort: LONGEST_DUE_FIRST },
      { $limit: limit },
    ])
    .toArray();
  return districts.map(({ _id, oldestDueAt }) => ({ districtId: _id, oldestDueAt }));
}

export async function nextDueAt(units: Collection<UnitDocument>, districtId: string): Promise<number | null> {
  const next = await units.findOne(
    { districtId, 'delivery.dueAt': { $gte: 0 }, claimFence: 0 },
    { sort: { 'delivery.dueAt': 1 }, projection: { 'delivery.dueAt': 1 } },
  );
  return next?.delivery.dueAt ?? null;
}

export async function hasPending(units: Collection<UnitDocument>, districtId: string): Promise<boolean> {
  const pending = { districtId, 'delivery.dueAt': { $gte: 0 } };
  return (await units.findOne(pending, { projection: { _id: 1 } })) !== null;
}

/** Units of a run that are in one state and have the same codes: few of those, however many units there are. */
const RUN_COUNTS = {
  _id: { state: '$summary.state', reasons: '$summary.reasons' },
  units: { $sum: 1 },
  pending: { $sum: { $cond: [{ $eq: ['$delivery.dueAt', null] }, 0, 1] } },
  sent: { $sum: '$delivery.tally.sent' },
  kept: { $sum: '$delivery.tally.kept' },
  held: { $sum: '$delivery.tally.held' },
  rejected: { $sum: '$delivery.tally.rejected' },
};

type RunCountDocument = Omit<RunCount, 'state' | 'reasons'> & {
  readonly _id: Pick<RunCount, 'state' | 'reasons'>;
};

/** One pass over the run's units. */
export async function runProgress(
  units: Collection<UnitDocument>,
  districtId: string,
  runId: string,
): Promise<RunProgress> {
  const counts = await units
    .aggregate<RunCountDocument>([{ $match: { districtId, 'delivery.runId': runId } }, { $group: RUN_COUNTS }])
    .toArray();
  return runProgressOf(counts.map(({ _id, ...sums }) => ({ ..._id, ...sums })));
}

function byState(counts: readonly StateCount[]): Partial<Record<UnitState, number>> {
  return Object.fromEntries(counts.map(({ _id, units }) => [_id, units]));
}
