import { DISTRICT_DATA, type Ledger, type ListFilter } from '../index.ts';
import { CLOSED_CIRCUIT } from '../port/lanes.ts';
import { encodeListCursor } from '../shared/list-cursor.ts';
import {
  attempt,
  claimAll,
  dueEvaluation,
  evaluation,
  leases,
  loadOne,
  NOW,
  outcome,
  run,
  settings,
  WRITTEN,
} from './records.fixture.ts';

const BATCH = 4;
const OLD = NOW - 1_000_000;

/**
 * Calls every method of the port, with every kind of question that it takes, so that a ledger makes every query that it has: what is
 * recorded meanwhile is all that the adapter asks of its database. The district and the ledger should be new.
 */
export async function everyCall(ledger: Ledger, districtId: string): Promise<void> {
  leases.now = NOW;
  await ledger.check();
  await districts(ledger, districtId);
  await lanes(ledger, districtId);
  await units(ledger, districtId);
  await lists(ledger, districtId);
  await counts(ledger, districtId);
  await runs(ledger, districtId);
  await history(ledger, districtId);
  await people(ledger, districtId);
  await messages(ledger, districtId);
  await removal(ledger, districtId);
}

async function districts({ districts: store, staff, gradingPeriods }: Ledger, districtId: string): Promise<void> {
  const by = { by: 'file', at: NOW };
  await store.put(settings(districtId), by);
  await store.put(settings(districtId, { paused: true }), { ...by, file: { said: {}, overruled: [] } });
  await store.put(settings(districtId, { paused: true }), { ...by, file: { said: { paused: 'x' }, overruled: [] } });
  await store.get(districtId);
  await store.list();
  await store.changes(districtId);
  await store.markEvaluated(districtId, { settingsVersion: 1, staffRevision: 1, date: '2026-11-19' });

  await staff.put({ districtId, revision: 1, staff: [] });
  await staff.put({ districtId, revision: 2, staff: [] }, 1);
  await staff.put({ districtId: `${districtId}-new`, revision: 1, staff: [] }, 0);
  await staff.refuse(districtId, { revision: 3, people: 1, heldPeople: 9, at: NOW });
  await staff.refusal(districtId);
  await staff.get(districtId);
  await staff.revision(districtId);

  await gradingPeriods.put({ districtId, schoolId: 'school', startYear: 2026, periods: [], fetchedAt: OLD });
  await gradingPeriods.put({ districtId, schoolId: 'school', startYear: 2027, periods: [], fetchedAt: NOW });
  await gradingPeriods.get(districtId, 'school', 2026);
  await gradingPeriods.prune(NOW);
}

async function lanes({ lanes: store, paces }: Ledger, districtId: string): Promise<void> {
  const lane = await store.acquire(districtId, 'pod', 1_000);
  const fence = lane?.fence ?? 0;
  await store.renew(districtId, fence, 1_000);
  await store.recordCondition(districtId, fence, { circuit: CLOSED_CIRCUIT, learnedIntervalMs: 1 });
  await store.get(districtId);
  await store.list();
  await store.release(districtId, fence);
  // The first finds nothing reserved, the second goes on behind it.
  for (let time = 0; time < 2; time += 1) await paces.reserve(districtId, { lengthMs: 1_000, inMs: 0 });
  await paces.get(districtId);
}

async function units(ledger: Ledger, districtId: string): Promise<void> {
  const store = ledger.sectionAssessments;
  const summary = { state: 'held', reasons: ['WAITING_FOR_NIGHT'], causes: [] } as const;
  const hits = { scores: { NOT_SUBMITTED: 1 }, redrive: [] } as const;
  await store.recordEvaluations([
    evaluation(districtId, 'held-1'),
    evaluation(districtId, 'held-2', { sis: WRITTEN, summary: { ...summary, hits } }),
    ...Array.from({ length: BATCH }, (_, index) => dueEvaluation(districtId, `due-${index}`)),
  ]);
  const held = evaluation(districtId, 'held-1', { expectedVersion: 1 });
  const { otus: _, ...again } = held;
  const { delivery } = await loadOne(ledger, districtId, 'held-1');
  await store.recordEvaluations([{ ...again, delivery, sis: WRITTEN }]);
  await store.recordEvaluations([{ ...held, expectedVersion: 2 }]);
  await store.recordEvaluations([{ ...held, expectedVersion: 3, delivery }]);
  await store.recordEvaluations([{ ...again, expectedVersion: 4 }]);
  // Of a version that it has not, so that the adapter has to find out whose the write was.
  await store.recordEvaluations([held, evaluation(districtId, 'held-2')]);

  await store.load(districtId, ['held-1', 'due-1', 'none']);
  await store.scan(districtId, { limit: BATCH });
  await store.scan(districtId, { limit: BATCH, after: 'due-1' });
  await store.scan(districtId, { limit: BATCH, states: ['held'] });
  await store.scan(districtId, { limit: BATCH, states: ['held', 'due'], after: 'due-1' });
  for (const unseen of [null, { after: '', seenBefore: OLD }]) {
    await store.scanForRun(districtId, { limit: BATCH, runId: null, unseen });
    await store.scanForRun(districtId, { limit: BATCH, after: 'due-1', runId: 'run', unseen });
  }
  const [first, second] = await claimAll(ledger, districtId, 7);
  if (first === undefined || second === undefined) throw new Error('no unit was due');
  await store.recordOutcomes([outcome(first, 7)]);
  await store.recordOutcomes([outcome(second, 7)], 'token');
  await store.recordOutcomes([outcome(second, 7)], 'token');
}

/** Each of these narrows a list; what is asked of the snapshot comes together. */
const NARROWED: readonly ListFilter[] = [
  { state: 'held' },
  { reason: 'WAITING_FOR_NIGHT' },
  { identifier: 'S-held-1' },
  { section: '2001' },
  { changedSince: OLD },
  { teacher: { otusUserIds: ['u-1'], sisTeacherIds: ['t-1'] }, search: 'mid [', student: 'otus-stu-5' },
];

/** With each set of filters there can be, on the first page and on one behind it. */
async function lists({ sectionAssessments: store }: Ledger, districtId: string): Promise<void> {
  for (let set = 0; set < 2 ** NARROWED.length; set += 1) {
    const chosen = NARROWED.filter((_, index) => Math.floor(set / 2 ** index) % 2 === 1);
    const filter: ListFilter = Object.assign({}, ...chosen);
    await store.list(districtId, filter, { limit: BATCH });
    const last = { changedAt: NOW, sectionAssessmentId: 'held-2' };
    await store.list(districtId, filter, { limit: BATCH, cursor: encodeListCursor(districtId, filter, last) });
  }
  await store.list(districtId, { teacher: { otusUserIds: [], sisTeacherIds: [] } }, { limit: BATCH });
}

async function counts({ sectionAssessments: store }: Ledger, districtId: string): Promise<void> {
  await store.countByState(districtId);
  await store.reasonHits(districtId);
  await store.dueDistricts(NOW, BATCH);
  await store.waitingDistricts(NOW, BATCH);
  await store.nextDueAt(districtId);
  await store.hasPending(districtId);
  await store.runProgress(districtId, 'night-1');
}

async function runs({ runs: store }: Ledger, districtId: string): Promise<void> {
  const night = run(districtId, 'night-1', { startedAt: OLD });
  await store.open(night);
  await store.open(run(districtId, 'manual-1', { kind: 'manual' }));
  for (let number = 0; number < BATCH; number += 1) {
    await store.open(run(districtId, `redrive-${number}`, { kind: 'redrive', startedAt: OLD + number }));
  }
  await store.get(districtId, 'night-1');
  await store.list(districtId, BATCH);
  // All of them, and of more than that the districts in turn.
  await store.unfinished(10 * BATCH);
  await store.unfinished(2);
  await store.lastNight(districtId);
  await store.update({ ...night, version: 2 });
  await store.update({ ...night, version: 3, state: 'finished', finishedAt: NOW });
  await store.open(run(districtId, 'night-2', { date: '2026-11-20' }));
  await store.prune(NOW);
}

async function history({ attempts, audit, tokenUses, letterMarks }: Ledger, districtId: string): Promise<void> {
  await attempts.append([attempt(districtId, 'held-1', OLD), attempt(districtId, 'held-1', NOW)]);
  await attempts.append([attempt(districtId, 'held-2', NOW), attempt(districtId, 'held-2', NOW + 1)]);
  await attempts.list(districtId, 'held-1', BATCH);
  await attempts.prune(NOW);

  const by = { token: 'file', label: null, roles: [] };
  const told = { asked: {}, changes: [], traceId: null, by, command: 'run' } as const;
  for (const entryId of ['a', 'b', 'c']) await audit.append({ districtId, entryId, at: NOW, ...told });
  await audit.append({ districtId, entryId: 'old', at: OLD, ...told });
  await audit.conclude(districtId, 'a', { at: NOW, ok: true, status: 200, result: {} });
  const { cursor } = await audit.list(districtId, { limit: 1 });
  await audit.list(districtId, { limit: 1, ...(cursor !== null && { cursor }) });
  await audit.prune(NOW);

  await tokenUses.record({ districtId, token: 'abc', at: NOW });
  await tokenUses.record({ districtId, token: 'old', at: OLD });
  await tokenUses.list(districtId);
  await tokenUses.prune(NOW);

  const letterId = 'letters/0/1';
  await letterMarks.put([{ letterId, state: 'dismissed', at: OLD, by: 'person:a', reason: 'read' }]);
  await letterMarks.get([letterId, 'letters/0/2']);
  await letterMarks.prune(NOW);
}

async function people({ sessions }: Ledger, districtId: string): Promise<void> {
  const grants = [{ districtId, role: 'admin', otusUserIds: [], sisTeacherIds: [] }] as const;
  const who = { personId: 'p', name: 'P', csrf: 'c', grants, isOperator: false, createdAt: OLD, seenAt: OLD };
  const session = { sessionId: districtId, expiresAt: OLD, ...who };
  await sessions.put(session);
  await sessions.get(districtId);
  await sessions.replace({ ...session, revision: 1 });
  await sessions.replace({ ...session, revision: 2 });
  await sessions.seen(districtId, NOW);
  await sessions.prune(NOW);
  await sessions.put(session);
  await sessions.delete(districtId);
}

async function messages({ notifications: store }: Ledger, districtId: string): Promise<void> {
  const recipient = { hash: 'h', of: 'admins' } as const;
  for (const date of ['2026-11-18', '2026-11-19']) {
    await store.brief({ districtId, date, at: OLD, content: {}, isPlanned: false });
    await store.markPlanned(districtId, date);
  }
  await store.lastBriefing(districtId);
  const ids = ['a', 'b', 'c', 'd'].map((name) => `${districtId}-${name}`);
  const rest = { districtId, date: '2026-11-19', channel: 'email', recipient, content: {}, expiresAt: NOW } as const;
  await store.plan(ids.map((notificationId) => ({ notificationId, createdAt: OLD, dueAt: OLD, ...rest })));
  const claimed = await store.claim({ owner: 'pod', now: NOW, leaseMs: 1, limit: 3 });
  for (const { notificationId, fence } of claimed.slice(1)) await store.beginBody(notificationId, fence);
  const [, second] = claimed;
  const answer = { code: 250, text: '', at: NOW };
  if (second === undefined) throw new Error('no message was due');
  await store.settle(second.notificationId, second.fence, { state: 'sent', dueAt: null, answer });
  await store.callInDoubt(NOW + 10);
  await store.claim({ owner: 'pod', now: NOW + 10, leaseMs: 1, limit: 3 });
  await store.load(ids);
  const { cursor } = await store.list(districtId, { limit: 1 });
  await store.list(districtId, { limit: 1, ...(cursor !== null && { cursor }) });
  await store.silence({ districtId, recipient, why: 'bounced', said: '', at: NOW });
  await store.silenced(districtId);
  await store.isSilenced(districtId, 'h');
  await store.unsilence(districtId, 'h');
  await store.prune(NOW);
}

async function removal({ districtData: store }: Ledger, districtId: string): Promise<void> {
  for (const kind of ['attempts', 'runs', 'gradingPeriods'] as const) {
    const { cursor } = await store.page(districtId, kind, { limit: 1 });
    await store.page(districtId, kind, { limit: 1, ...(cursor !== null && { cursor }) });
  }
  await store.removeAttempts(districtId, 'held-1');
  for (const kind of DISTRICT_DATA) {
    await store.count(districtId, kind);
    await store.remove(districtId, kind, BATCH);
  }
}

/** `ledger` as it is, with `onCall` told the name of each method (`runs.open`) before it is called, and `uncalled` what was not yet. */
export function watched(ledger: Ledger, onCall: (name: string) => void): { ledger: Ledger; uncalled: () => string[] } {
  const names = new Set<string>();
  const watchedMethod = (name: string, owner: object, method: (...values: unknown[]) => unknown) => {
    names.add(name);
    return (...values: unknown[]): unknown => {
      names.delete(name);
      onCall(name);
      return method.apply(owner, values);
    };
  };
  const watchedObject = (owner: object, prefix: string): object =>
    Object.fromEntries(
      Object.entries(owner).map(([name, value]: [string, unknown]) => [
        name,
        typeof value === 'function'
          ? watchedMethod(prefix + name, owner, value as () => unknown)
          : watchedObject(value as object, `${name}.`),
      ]),
    );
  return { ledger: watchedObject(ledger, '') as Ledger, uncalled: () => [...names] };
}
