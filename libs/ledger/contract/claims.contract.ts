import { describe, expect, it } from '@jest/globals';
import type { Ledger } from '../index.ts';
import {
  claimAll,
  dueEvaluation,
  evaluation,
  leases,
  type LedgerUnderTest,
  loadOne,
  newDistrict,
  NOW,
  outcome,
  storeDueUnits,
} from './records.fixture.ts';

const ROUNDS = 20;
const CALLERS = 20;
const CONNECTIONS = 4;

export function claimsContract(subject: () => LedgerUnderTest): void {
  const store = () => subject().ledger.sectionAssessments;

  describe('a claim', () => {
    it('takes what is due, oldest first, up to its limit, and gives the records as they are then', async () => {
      const district = newDistrict();
      const dueAt = { later: NOW + 1, third: NOW, first: NOW - 9, second: NOW - 5 };
      await store().recordEvaluations([
        ...Object.entries(dueAt).map(([id, at]) => dueEvaluation(district, id, at)),
        evaluation(district, 'held'),
      ]);
      const claim = { districtId: district, owner: 'pod-1', fence: 3, now: NOW, limit: 2 };
      const claimed = await store().claimDeliveries(claim);
      expect(claimed.map((record) => record.sectionAssessmentId)).toEqual(['first', 'second']);
      expect(claimed[0]).toMatchObject({
        version: 2,
        changedAt: NOW,
        summary: { state: 'sending', reasons: [], causes: [] },
        delivery: {
          dueAt: NOW - 9,
          attempt: 1,
          claim: { owner: 'pod-1', fence: 3, at: NOW },
          intent: { startedAt: NOW, revision: 1 },
        },
      });
      expect(await loadOne(subject().ledger, district, 'first')).toEqual(claimed[0]);
      const rest = await store().claimDeliveries({ ...claim, limit: 10 });
      expect(rest.map((record) => record.sectionAssessmentId)).toEqual(['third']);
      expect(await store().claimDeliveries({ ...claim, limit: 10 })).toEqual([]);
      expect(await store().claimDeliveries({ ...claim, now: NOW + 1, limit: 0 })).toEqual([]);
    });

    it('takes at most a thousand', async () => {
      const claim = { districtId: newDistrict(), owner: 'pod-1', fence: 1, now: NOW, limit: 1_001 };
      await expect(store().claimDeliveries(claim)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    });

    it('of a newer fence takes over and leaves the older intent; one of the same or an older fence gets nothing', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 2);
      await claimAll(subject().ledger, district, 5);
      expect(await claimAll(subject().ledger, district, 5)).toEqual([]);
      expect(await claimAll(subject().ledger, district, 4)).toEqual([]);
      const taken = await claimAll(subject().ledger, district, 6, NOW + 60);
      expect(taken.map(({ delivery }) => delivery)).toEqual([
        expect.objectContaining({
          attempt: 2,
          claim: { owner: 'owner-6', fence: 6, at: NOW + 60 },
          intent: { startedAt: NOW, revision: 1 },
        }),
        expect.objectContaining({ attempt: 2 }),
      ]);
    });

    it('of an older fence than the lane has gets nothing, of units that nobody holds either', async () => {
      const district = newDistrict();
      const { lanes } = subject().ledger;
      await storeDueUnits(subject().ledger, district, 1);
      leases.now = NOW;
      await lanes.acquire(district, 'pod-1', 1_000);
      leases.now = NOW + 2_000;
      await lanes.acquire(district, 'pod-2', 1_000);
      expect(await claimAll(subject().ledger, district, 1, NOW + 2_000)).toEqual([]);
      expect(await claimAll(subject().ledger, district, 2, NOW + 2_000)).toHaveLength(1);
    });

    it('never takes units of another district', async () => {
      const [one, other] = [newDistrict(), newDistrict()];
      await storeDueUnits(subject().ledger, one, 1);
      await storeDueUnits(subject().ledger, other, 1);
      expect(await claimAll(subject().ledger, one, 1)).toMatchObject([{ districtId: one }]);
    });
  });

  describe('twenty claims at once', () => {
    async function withConnections(work: (connections: readonly Ledger[]) => Promise<void>): Promise<void> {
      const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => subject().open()));
      try {
        await work(connections);
      } finally {
        await Promise.all(connections.map((connection) => connection.close()));
      }
    }

    function claimFrom(connections: readonly Ledger[], districtId: string, caller: number, limit: number) {
      const { sectionAssessments } = connections[caller % connections.length]!;
      const owner = `caller-${caller}`;
      return sectionAssessments.claimDeliveries({ districtId, owner, fence: 1, now: NOW, limit });
    }

    it(`have one winner of one unit, ${ROUNDS} times of ${ROUNDS}`, () =>
      withConnections(async (connections) => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const district = newDistrict();
          await storeDueUnits(subject().ledger, district, 1);
          const claims = await Promise.all(
            Array.from({ length: CALLERS }, (_, caller) => claimFrom(connections, district, caller, 5)),
          );
          const won = claims.flat();
          expect(won).toHaveLength(1);
          expect(await loadOne(subject().ledger, district, 'sa-0000')).toEqual(won[0]);
        }
      }));

    it(`never hand one of many units to two callers, ${ROUNDS} times of ${ROUNDS}`, () =>
      withConnections(async (connections) => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const district = newDistrict();
          const ids = await storeDueUnits(subject().ledger, district, 40);
          const claims = await Promise.all(
            Array.from({ length: CALLERS }, (_, caller) => claimFrom(connections, district, caller, 3)),
          );
          const rest = await claimFrom(connections, district, 0, 40);
          const won = [...claims.flat(), ...rest];
          expect(won.map((record) => record.sectionAssessmentId).sort()).toEqual(ids);
          const stored = await store().load(district, ids);
          const ownerOf = (records: typeof won) =>
            Object.fromEntries(records.map((record) => [record.sectionAssessmentId, record.delivery.claim?.owner]));
          expect(ownerOf(stored)).toEqual(ownerOf(won));
        }
      }));

    it('and evaluations and outcomes beside them leave each write to one winner', () =>
      withConnections(async (connections) => {
        const district = newDistrict();
        await storeDueUnits(subject().ledger, district, 1);
        let winners = 0;
        await Promise.all(
          Array.from({ length: CALLERS }, async (_, caller) => {
            const { sectionAssessments } = connections[caller % CONNECTIONS]!;
            if (caller % 2 === 0) {
              for (const claimed of await claimFrom(connections, district, caller, 1)) {
                winners += 1;
                const { conflicts } = await sectionAssessments.recordOutcomes([outcome(claimed, 1)]);
                if (conflicts.length === 0) winners += 1;
              }
              return;
            }
            const seen = await loadOne(connections[caller % CONNECTIONS]!, district, 'sa-0000');
            const write = evaluation(district, 'sa-0000', { expectedVersion: seen.version });
            const { conflicts } = await sectionAssessments.recordEvaluations([write]);
            if (conflicts.length === 0) winners += 1;
          }),
        );
        expect(await loadOne(subject().ledger, district, 'sa-0000')).toMatchObject({ version: 1 + winners });
      }));
  });
}
