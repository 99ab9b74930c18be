import type { UnitState } from '@passback/domain';
import type { Collection } from 'mongodb';
import { checkLimit, LEDGER_LIMITS } from '../../port/limits.ts';
import type { DueDistrict, RunProgress } from '../../port/section-assessments.ts';
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
      // Every district: without a condition on its first field the index could not be used.
      { $match: { districtId: { $gte: '' }, 'delivery.dueAt': { $gte: 0, $lte: now } } },
      { $group: { _id: '$districtId', units: { $sum: 1 }, oldestDueAt: { $min: '$delivery.dueAt' } } },
      { $sort: { oldestDueAt: 1, _id: 1 } },
      { $limit: limit },
    ])
    .toArray();
  return districts.map(({ _id, ...due }) => ({ districtId: _id, ...due }));
}

export async function nextDueAt(units: Collection<UnitDocument>, districtId: string): Promise<number | null> {
  const next = await units.findOne(
    { districtId, 'delivery.dueAt': { $gte: 0 }, claimFence: 0 },
    { sort: { 'delivery.dueAt': 1 }, projection: { 'delivery.dueAt': 1 } },
  );
  return next?.delivery.dueAt ?? null;
}

interface RunCount extends StateCount {
  readonly pending: number;
  readonly sent: number;
  readonly kept: number;
  readonly held: number;
  readonly rejected: number;
}

export async function runProgress(
  units: Collection<UnitDocument>,
  districtId: string,
  runId: string,
): Promise<RunProgress> {
  const ofRun = { $match: { districtId, 'delivery.runId': runId } };
  const [counts, reasons] = await Promise.all([
    units.aggregate<RunCount>([ofRun, { $group: RUN_COUNTS }]).toArray(),
    units
      .aggregate<{ _id: string; units: number }>([
        ofRun,
        { $unwind: '$summary.reasons' },
        { $group: { _id: '$summary.reasons', units: { $sum: 1 } } },
      ])
      .toArray(),
  ]);
  const total = (key: Exclude<keyof RunCount, '_id'>): number => counts.reduce((sum, count) => sum + count[key], 0);
  return {
    pending: total('pending'),
    states: byState(counts),
    scores: { sent: total('sent'), kept: total('kept'), held: total('held'), rejected: total('rejected') },
    reasons: Object.fromEntries(reasons.map(({ _id, units: count }) => [_id, count])),
  };
}

const RUN_COUNTS = {
  _id: '$summary.state',
  units: { $sum: 1 },
  pending: { $sum: { $cond: [{ $eq: ['$delivery.dueAt', null] }, 0, 1] } },
  sent: { $sum: '$delivery.tally.sent' },
  kept: { $sum: '$delivery.tally.kept' },
  held: { $sum: '$delivery.tally.held' },
  rejected: { $sum: '$delivery.tally.rejected' },
};

function byState(counts: readonly StateCount[]): Partial<Record<UnitState, number>> {
  return Object.fromEntries(counts.map(({ _id, units }) => [_id, units]));
}
