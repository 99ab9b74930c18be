import type { Collection, FindCursor, WithId } from 'mongodb';
import { LedgerError } from '../port/ledger.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import type { RunRecord, RunStore } from '../port/runs.ts';
import { unitKey } from '../shared/unit-writes.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { RunDocument } from './documents.ts';
import type { MongodbConnection } from './mongodb-connection.ts';
import { isDuplicateKey } from './mongodb-errors.ts';

/** Another round is needed only when the run in the way was finished between two queries. */
const OPEN_ROUNDS = 5;

export function mongodbRuns(connection: MongodbConnection): RunStore {
  const query = (work: (runs: Collection<RunDocument>) => Promise<RunDocument[]>): Promise<RunRecord[]> =>
    connection.run(async ({ runs }) => (await work(runs)).map(parseRun));
  const first = (found: readonly RunRecord[]): RunRecord | null => found[0] ?? null;
  return {
    open: (run) => connection.run(({ runs }) => openRun(runs, run)),
    get: async (districtId, runId) =>
      first(await query((runs) => runs.find({ _id: unitKey(districtId, runId) }).toArray())),
    list: async (districtId, limit) => {
      checkLimit('runs of one list', limit, LEDGER_LIMITS.runsPerRead);
      if (limit === 0) return [];
      return query((runs) => runs.find({ districtId }).sort({ startedAt: -1, runId: -1 }).limit(limit).toArray());
    },
    unfinished: async (limit) => {
      checkLimit('runs of one list', limit, LEDGER_LIMITS.runsPerRead);
      if (limit === 0) return [];
      return query((runs) => unfinishedRuns(runs, limit));
    },
    lastNight: async (districtId) => first(await query((runs) => newestNight(runs, districtId).toArray())),
    prune: (before) =>
      connection.run(async ({ runs }) => {
        const old = { finished: true, startedAt: { $lt: before } };
        const districts = await runs.distinct('districtId', old);
        const kept: string[] = [];
        for (const districtId of districts) {
          const night = await newestNight(runs, districtId).project<{ _id: string }>({ _id: 1 }).next();
          if (night !== null) kept.push(night._id);
        }
        // Of a district that got an old run since, nobody has looked which of its nights is the newest.
        return deleteInParts(runs, { ...old, districtId: { $in: districts }, _id: { $nin: kept } });
      }),
    update: (run) => connection.run(({ runs }) => replaceRun(runs, run)),
  };
}

function newestNight(runs: Collection<RunDocument>, districtId: string): FindCursor<WithId<RunDocument>> {
  return runs.find({ districtId, kind: 'night' }).sort({ date: -1 }).limit(1);
}

/** One query where all fit, which is nearly always. */
async function unfinishedRuns(runs: Collection<RunDocument>, limit: number): Promise<RunDocument[]> {
  const found = await runs
    .find({ finished: false })
    .sort({ startedAt: 1, _id: 1 })
    .limit(limit + 1)
    .toArray();
  if (found.length <= limit) return found;
  const exclusive = await runs
    .find({ inProgress: { $exists: true } })
    .sort({ startedAt: 1, _id: 1 })
    .limit(limit)
    .toArray();
  const ids = await redrivesInTurn(runs, limit - exclusive.length);
  const redrives = ids.length === 0 ? [] : await runs.find({ _id: { $in: ids } }).toArray();
  return [...exclusive, ...redrives].sort(
    (one, other) => one.startedAt - other.startedAt || (one._id < other._id ? -1 : 1),
  );
}

/** The ids of unfinished redrives: the oldest of each district, then the second of each, and so on. */
async function redrivesInTurn(runs: Collection<RunDocument>, limit: number): Promise<string[]> {
  if (limit <= 0) return [];
  const districts = await runs
    .aggregate<{ ids: string[] }>([
      { $match: { finished: false, kind: 'redrive' } },
      { $sort: { startedAt: 1, _id: 1 } },
      { $group: { _id: '$districtId', ids: { $push: '$_id' } } },
      { $project: { ids: { $slice: ['$ids', limit] } } },
    ])
    .toArray();
  const inTurn: string[] = [];
  for (let turn = 0; inTurn.length < limit; turn += 1) {
    const ofTurn = districts.flatMap(({ ids }) => ids[turn] ?? []);
    if (ofTurn.length === 0) break;
    inTurn.push(...ofTurn);
  }
  return inTurn.slice(0, limit);
}

/** The insertion decides who opens; the losers read what is in their way. */
async function openRun(runs: Collection<RunDocument>, run: RunRecord): Promise<{ opened: boolean; run: RunRecord }> {
  for (let round = 0; round < OPEN_ROUNDS; round += 1) {
    // Before the insertion, since of a run that exists its own record is the answer even where another is in progress.
    const inTheWay = await findInTheWay(runs, run);
    if (inTheWay !== null) return { opened: false, run: inTheWay };
    try {
      await runs.insertOne(toDocument(run));
      return { opened: true, run };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
  throw new LedgerError(
    'UNAVAILABLE',
    `Runs of district ${run.districtId} open and finish faster than one could be opened`,
  );
}

async function findInTheWay(runs: Collection<RunDocument>, run: RunRecord): Promise<RunRecord | null> {
  const found =
    (await runs.findOne({ _id: unitKey(run.districtId, run.runId) })) ??
    (run.kind === 'redrive' ? null : await runs.findOne({ inProgress: run.districtId }));
  return found === null ? null : parseRun(found);
}

async function replaceRun(runs: Collection<RunDocument>, run: RunRecord): Promise<boolean> {
  const { _id, ...fields } = toDocument(run);
  const { matchedCount } = await runs.updateOne(
    { _id, version: run.version - 1 },
    { $set: fields, ...(isExclusive(run) ? {} : { $unset: { inProgress: '' as const } }) },
  );
  return matchedCount === 1;
}

function isExclusive(run: RunRecord): boolean {
  return run.state !== 'finished' && run.kind !== 'redrive';
}

function toDocument(run: RunRecord): RunDocument {
  return {
    _id: unitKey(run.districtId, run.runId),
    districtId: run.districtId,
    runId: run.runId,
    kind: run.kind,
    date: run.date,
    finished: run.state === 'finished',
    ...(isExclusive(run) && { inProgress: run.districtId }),
    version: run.version,
    startedAt: run.startedAt,
    run: JSON.stringify(run),
  };
}

function parseRun(document: RunDocument): RunRecord {
  return JSON.parse(document.run) as RunRecord;
}
