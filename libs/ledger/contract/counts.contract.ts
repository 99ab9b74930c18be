import { describe, expect, it } from '@jest/globals';
import type { ReasonCode, UnitHits, UnitState } from '@passback/domain';
import {
  claimAll,
  dueEvaluation,
  evaluation,
  type LedgerUnderTest,
  newDistrict,
  NOW,
  outcome,
  storeDueUnits,
} from './records.fixture.ts';

export function countsContract(subject: () => LedgerUnderTest): void {
  const store = () => subject().ledger.sectionAssessments;

  describe('units by state', () => {
    it('are counted, and are none in a new district', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 3);
      await store().recordEvaluations([evaluation(district, 'held')]);
      expect(await store().countByState(district)).toEqual({ due: 3, held: 1 });
      expect(await store().countByState(newDistrict())).toEqual({});
    });
  });

  describe('the reasons of units', () => {
    it('are ranked by the scores that have them, whatever the state, and say what a redrive would find', async () => {
      const district = newDistrict();
      const hitting = (id: string, state: UnitState, hits: UnitHits) =>
        evaluation(district, id, {
          summary: { state, reasons: Object.keys(hits.scores) as ReasonCode[], causes: hits.redrive, hits },
        });
      await store().recordEvaluations([
        hitting('a', 'held', { scores: { NOT_SUBMITTED: 2, WITHDRAWN: 25 }, redrive: [] }),
        hitting('b', 'inSync', { scores: { SIS_EDIT_KEPT: 30 }, redrive: [] }),
        hitting('c', 'inSync', { scores: { SIS_EDIT_KEPT: 1 }, redrive: [] }),
        hitting('d', 'rejected', { scores: { SIS_REJECTED: 4 }, redrive: ['NOT_SUBMITTED', 'SIS_REJECTED'] }),
        hitting('e', 'due', { scores: {}, redrive: ['SIS_REJECTED'] }),
        hitting('f', 'inSync', { scores: {}, redrive: [] }),
      ]);
      expect(await store().reasonHits(district)).toEqual([
        { code: 'SIS_EDIT_KEPT', units: 2, scores: 31, redriveUnits: 0 },
        { code: 'WITHDRAWN', units: 1, scores: 25, redriveUnits: 0 },
        { code: 'SIS_REJECTED', units: 1, scores: 4, redriveUnits: 2 },
        { code: 'NOT_SUBMITTED', units: 1, scores: 2, redriveUnits: 1 },
      ]);
      const [a] = await store().load(district, ['a']);
      expect(a!.summary.hits).toEqual({ scores: { NOT_SUBMITTED: 2, WITHDRAWN: 25 }, redrive: [] });
    });

    it('are those of the last outcome', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 1);
      const [a] = await claimAll(subject().ledger, district, 1);
      const hits: UnitHits = { scores: { SIS_REJECTED: 3 }, redrive: ['SIS_REJECTED'] };
      await store().recordOutcomes([
        { ...outcome(a!, 1), summary: { state: 'inSync', reasons: ['SIS_REJECTED'], causes: ['SIS_REJECTED'], hits } },
      ]);
      expect(await store().reasonHits(district)).toEqual([
        { code: 'SIS_REJECTED', units: 1, scores: 3, redriveUnits: 1 },
      ]);
    });

    it('without hits, as earlier releases wrote them, are ranked by the scores that the last outcomes held or rejected', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 3);
      await store().recordEvaluations([
        evaluation(district, 'held', {
          summary: { state: 'held', reasons: ['NOT_SUBMITTED', 'WITHDRAWN'], causes: [] },
        }),
        evaluation(district, 'also held', { summary: { state: 'held', reasons: ['NOT_SUBMITTED'], causes: [] } }),
      ]);
      const [a, b, c] = await claimAll(subject().ledger, district, 1);
      await store().recordOutcomes([
        {
          ...outcome(a!, 1, { dueAt: NOW + 60, tally: { sent: 5, kept: 7, held: 3, rejected: 1 } }),
          summary: { state: 'retrying', reasons: ['NOT_SUBMITTED', 'SIS_UNAVAILABLE'], causes: [] },
        },
        {
          ...outcome(b!, 1, { tally: { sent: 0, kept: 0, held: 0, rejected: 6 } }),
          summary: { state: 'rejected', reasons: ['SIS_UNAVAILABLE'], causes: [] },
        },
        {
          ...outcome(c!, 1, { tally: { sent: 1, kept: 0, held: 90, rejected: 0 } }),
          summary: { state: 'inSync', reasons: ['NOT_SUBMITTED'], causes: [] },
        },
      ]);
      expect(await store().reasonHits(district)).toEqual([
        { code: 'SIS_UNAVAILABLE', units: 2, scores: 10, redriveUnits: 0 },
        { code: 'NOT_SUBMITTED', units: 3, scores: 4, redriveUnits: 0 },
        { code: 'WITHDRAWN', units: 1, scores: 0, redriveUnits: 0 },
      ]);
    });

    it('are ranked by units and then by code where scores are equal, and are none in a new district', async () => {
      const district = newDistrict();
      await store().recordEvaluations([
        evaluation(district, 'a', { summary: { state: 'held', reasons: ['NOT_SUBMITTED', 'WITHDRAWN'], causes: [] } }),
        evaluation(district, 'b', { summary: { state: 'withdrawn', reasons: ['WITHDRAWN'], causes: [] } }),
        evaluation(district, 'c', { summary: { state: 'held', reasons: ['ASSIGNER_NOT_IN_SIS'], causes: [] } }),
      ]);
      const codes = (await store().reasonHits(district)).map(({ code }) => code);
      expect(codes).toEqual(['WITHDRAWN', 'ASSIGNER_NOT_IN_SIS', 'NOT_SUBMITTED']);
      expect(await store().reasonHits(newDistrict())).toEqual([]);
    });
  });

  describe('due districts', () => {
    it('are those with units whose time has come, claimed ones included', async () => {
      const [soon, late, claimed] = [newDistrict(), newDistrict(), newDistrict()];
      await store().recordEvaluations([
        dueEvaluation(soon, 'a', NOW - 7),
        dueEvaluation(soon, 'b', NOW),
        dueEvaluation(soon, 'not yet', NOW + 1),
        dueEvaluation(late, 'a', NOW + 1),
        dueEvaluation(claimed, 'a', NOW - 3),
      ]);
      await claimAll(subject().ledger, claimed, 1);
      const mine = (await store().dueDistricts(NOW, 1_000)).filter(({ districtId }) =>
        [soon, late, claimed].includes(districtId),
      );
      expect(mine).toEqual([
        { districtId: soon, units: 2, oldestDueAt: NOW - 7 },
        { districtId: claimed, units: 1, oldestDueAt: NOW - 3 },
      ]);
      expect(await store().dueDistricts(NOW, 1)).toHaveLength(1);
      await expect(store().dueDistricts(NOW, 1_001)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    });

    it('are told without their units too: the same, in the same order', async () => {
      const [first, second, third] = [newDistrict(), newDistrict(), newDistrict()];
      await store().recordEvaluations([
        dueEvaluation(first, 'a', NOW - 2),
        dueEvaluation(first, 'b', NOW - 9),
        dueEvaluation(first, 'not yet', NOW + 1),
        dueEvaluation(second, 'a', NOW - 4),
        dueEvaluation(third, 'a', NOW + 1),
      ]);
      await claimAll(subject().ledger, second, 1);
      const counted = await store().dueDistricts(NOW, 1_000);
      const waiting = await store().waitingDistricts(NOW, 1_000);
      expect(waiting).toEqual(counted.map(({ districtId, oldestDueAt }) => ({ districtId, oldestDueAt })));
      expect(waiting).toContainEqual({ districtId: first, oldestDueAt: NOW - 9 });
      expect(waiting).toContainEqual({ districtId: second, oldestDueAt: NOW - 4 });
      expect(waiting.map(({ districtId }) => districtId)).not.toContain(third);
      expect(await store().waitingDistricts(NOW, 1)).toEqual(waiting.slice(0, 1));
      await expect(store().waitingDistricts(NOW, 1_001)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    });

    it('are no longer due when all is delivered', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 2);
      const claimed = await claimAll(subject().ledger, district, 1);
      await store().recordOutcomes(claimed.map((record) => outcome(record, 1)));
      const due = await store().dueDistricts(NOW, 1_000);
      expect(due.map(({ districtId }) => districtId)).not.toContain(district);
      const waiting = await store().waitingDistricts(NOW, 1_000);
      expect(waiting.map(({ districtId }) => districtId)).not.toContain(district);
    });
  });

  describe('the next due time', () => {
    it('is the earliest of units that are not claimed', async () => {
      const district = newDistrict();
      expect(await store().nextDueAt(district)).toBeNull();
      await store().recordEvaluations([
        dueEvaluation(district, 'a', NOW + 9),
        dueEvaluation(district, 'b', NOW),
        evaluation(district, 'held'),
      ]);
      expect(await store().nextDueAt(district)).toBe(NOW);
      const [claimed] = await claimAll(subject().ledger, district, 1);
      expect(await store().nextDueAt(district)).toBe(NOW + 9);
      await store().recordOutcomes([outcome(claimed!, 1, { dueAt: NOW + 4 })]);
      expect(await store().nextDueAt(district)).toBe(NOW + 4);
    });
  });

  describe('a district with something pending', () => {
    it('is one with a unit that is due, due later or claimed', async () => {
      const [later, claimed, held] = [newDistrict(), newDistrict(), newDistrict()];
      await store().recordEvaluations([
        dueEvaluation(later, 'a', NOW + 1),
        dueEvaluation(claimed, 'a', NOW),
        evaluation(held, 'a'),
      ]);
      const [record] = await claimAll(subject().ledger, claimed, 1);
      const pending = () => Promise.all([later, claimed, held].map((district) => store().hasPending(district)));
      expect(await pending()).toEqual([true, true, false]);
      await store().recordOutcomes([outcome(record!, 1)]);
      expect(await pending()).toEqual([true, false, false]);
    });
  });

  describe('the progress of a run', () => {
    it('counts the units that it made due, their scores and reasons', async () => {
      const district = newDistrict();
      await store().recordEvaluations([
        ...['a', 'b', 'c'].map((id) => dueEvaluation(district, id, NOW, 'night-1')),
        dueEvaluation(district, 'not yet', NOW + 1, 'night-1'),
        dueEvaluation(district, 'other', NOW + 1, 'night-2'),
        evaluation(district, 'held'),
      ]);
      const [a, b] = await claimAll(subject().ledger, district, 1);
      await store().recordOutcomes([
        {
          ...outcome(a!, 1, { tally: { sent: 20, kept: 2, held: 3, rejected: 0 } }),
          summary: { state: 'inSync', reasons: ['NOT_SUBMITTED', 'SIS_EDIT_KEPT'], causes: [] },
        },
        {
          ...outcome(b!, 1, { dueAt: NOW + 60, tally: { sent: 5, kept: 0, held: 0, rejected: 1 } }),
          summary: { state: 'retrying', reasons: ['NOT_SUBMITTED'], causes: [] },
        },
      ]);
      expect(await store().runProgress(district, 'night-1')).toEqual({
        pending: 3,
        states: { inSync: 1, retrying: 1, sending: 1, due: 1 },
        scores: { sent: 25, kept: 2, held: 3, rejected: 1 },
        reasons: { NOT_SUBMITTED: 2, SIS_EDIT_KEPT: 1 },
      });
    });

    it('is nothing for a run that made none due', async () => {
      expect(await store().runProgress(newDistrict(), 'night-1')).toEqual({
        pending: 0,
        states: {},
        scores: { sent: 0, kept: 0, held: 0, rejected: 0 },
        reasons: {},
      });
    });
  });
}
