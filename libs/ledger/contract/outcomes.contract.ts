import { describe, expect, it } from '@jest/globals';
import {
  claimAll,
  conflictsOf,
  evaluation,
  type LedgerUnderTest,
  loadOne,
  newDistrict,
  NOW,
  outcome,
  storeDueUnits,
  WRITTEN,
} from './records.fixture.ts';

export function outcomesContract(subject: () => LedgerUnderTest): void {
  const store = () => subject().ledger.sectionAssessments;

  describe('outcomes', () => {
    it('are read back as they were stored', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 1);
      const [claimed] = await claimAll(subject().ledger, district, 2);
      const failure = {
        code: 'SIS_REJECTED',
        class: 'unit',
        message: 'Category "Quiz.$" is not active',
        at: NOW,
        revision: 1,
      } as const;
      const write = {
        ...outcome(claimed!, 2, { failure, dueAt: NOW + 500 }),
        summary: { state: 'rejected', reasons: ['SIS_REJECTED'], causes: ['SIS_REJECTED'] },
      } as const;
      expect(await store().recordOutcomes([write])).toEqual({ conflicts: [] });
      expect(await loadOne(subject().ledger, district, 'sa-0000')).toEqual({
        ...claimed,
        version: 3,
        changedAt: NOW + 1_000,
        sis: WRITTEN,
        delivery: {
          dueAt: NOW + 500,
          runId: 'night-1',
          redrive: false,
          repair: null,
          attempt: 1,
          claim: null,
          intent: null,
          failure,
          tally: { sent: 1, kept: 0, held: 0, rejected: 0 },
        },
        summary: write.summary,
      });
    });

    it('replace what was given to PowerSchool before', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 1);
      const [claimed] = await claimAll(subject().ledger, district, 1);
      await store().recordOutcomes([outcome(claimed!, 1, { claim: claimed!.delivery.claim, dueAt: NOW })]);
      const held = await loadOne(subject().ledger, district, 'sa-0000');
      const sis = { ...WRITTEN, scores: [] };
      await store().recordOutcomes([{ ...outcome(held, 1), sis }]);
      expect(await loadOne(subject().ledger, district, 'sa-0000')).toMatchObject({ sis, delivery: { claim: null } });
    });

    it('are refused of another version, another fence, without a claim and of unknown units, and only those', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 4);
      const claimed = await claimAll(subject().ledger, district, 3);
      const [stale, fenced, good, released] = claimed;
      await store().recordEvaluations([
        evaluation(district, stale!.sectionAssessmentId, { expectedVersion: stale!.version }),
      ]);
      await store().recordOutcomes([outcome(released!, 3)]);
      const unclaimed = { ...released!, version: released!.version + 1 };
      const { conflicts } = await store().recordOutcomes([
        outcome(stale!, 3),
        outcome(fenced!, 2),
        outcome(good!, 3),
        outcome(unclaimed, 0),
        outcome({ ...good!, sectionAssessmentId: 'unknown' }, 3),
      ]);
      const refused = [stale!, fenced!, unclaimed].map((record) => record.sectionAssessmentId);
      expect(conflicts.map((unit) => unit.sectionAssessmentId).sort()).toEqual([...refused, 'unknown']);
      expect(await loadOne(subject().ledger, district, good!.sectionAssessmentId)).toMatchObject({ version: 3 });
      expect(await loadOne(subject().ledger, district, fenced!.sectionAssessmentId)).toEqual(fenced);
    });

    it('of a claim that a newer fence took over are refused', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 1);
      const [older] = await claimAll(subject().ledger, district, 1);
      const [newer] = await claimAll(subject().ledger, district, 2);
      expect(await store().recordOutcomes([outcome(older!, 1)])).toEqual(conflictsOf(district, 'sa-0000'));
      // The older holder that reads the record again has its version, and still not the claim.
      expect(await store().recordOutcomes([outcome(newer!, 1)])).toEqual(conflictsOf(district, 'sa-0000'));
      expect(await store().recordOutcomes([outcome(newer!, 2)])).toEqual({ conflicts: [] });
    });

    it('are no conflict when they are stored again after a lost reply, also where the record has moved on since', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 3);
      const claimed = await claimAll(subject().ledger, district, 1);
      const [first, second, moved] = claimed;
      await store().recordOutcomes([outcome(first!, 1), outcome(moved!, 1)], 'token-1');
      const id = moved!.sectionAssessmentId;
      await store().recordEvaluations([evaluation(district, id, { expectedVersion: moved!.version + 1 })]);
      const evaluated = await loadOne(subject().ledger, district, id);
      const again = claimed.map((record) => outcome(record, 1));
      expect(await store().recordOutcomes(again, 'token-1')).toEqual({ conflicts: [] });
      const versionOf = async (record: typeof first) =>
        (await loadOne(subject().ledger, district, record!.sectionAssessmentId)).version;
      expect(await versionOf(first)).toBe(first!.version + 1);
      expect(await versionOf(second)).toBe(second!.version + 1);
      expect(await loadOne(subject().ledger, district, id)).toEqual(evaluated);
    });

    it('are a conflict of another token, or of none', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 1);
      const [claimed] = await claimAll(subject().ledger, district, 1);
      const write = outcome(claimed!, 1);
      await store().recordOutcomes([write], 'token-1');
      expect(await store().recordOutcomes([write], 'token-2')).toEqual(conflictsOf(district, 'sa-0000'));
      expect(await store().recordOutcomes([write])).toEqual(conflictsOf(district, 'sa-0000'));
    });

    it('tell of one conflict in a full batch', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 100);
      const claimed = await claimAll(subject().ledger, district, 1);
      await store().recordOutcomes([outcome(claimed[42]!, 1)]);
      const result = await store().recordOutcomes(claimed.map((record) => outcome(record, 1)));
      expect(result).toEqual(conflictsOf(district, claimed[42]!.sectionAssessmentId));
      expect(await store().countByState(district)).toEqual({ inSync: 100 });
    });

    it('come at most a thousand a call', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 1);
      const [claimed] = await claimAll(subject().ledger, district, 1);
      const writes = Array.from({ length: 1_001 }, () => outcome(claimed!, 1));
      await expect(store().recordOutcomes(writes)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    });
  });
}
