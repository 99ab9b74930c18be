import { NO_DELIVERY, requestDelivery } from '@passback/domain';
import { describe, expect, it } from '@jest/globals';
import {
  claimAll,
  conflictsOf,
  decisionPart,
  dueEvaluation,
  evaluation,
  loadOne,
  type LedgerUnderTest,
  newDistrict,
  NOTHING_IN_SIS,
  NOW,
  ODD_IDS,
  otusPart,
  outcome,
  storeDueUnits,
} from './records.fixture.ts';

export function evaluationsContract(subject: () => LedgerUnderTest): void {
  const store = () => subject().ledger.sectionAssessments;

  describe('evaluations', () => {
    it('are read back as they were stored', async () => {
      const district = newDistrict();
      const write = evaluation(district, 'sa-1');
      expect(await store().recordEvaluations([write])).toEqual({ conflicts: [] });
      expect(await store().load(district, ['sa-1'])).toEqual([
        {
          districtId: district,
          sectionAssessmentId: 'sa-1',
          version: 1,
          changedAt: NOW,
          otus: write.otus,
          decision: write.decision,
          sis: NOTHING_IN_SIS,
          delivery: NO_DELIVERY,
          summary: write.summary,
        },
      ]);
    });

    it('keep the snapshot where a re-evaluation brings none', async () => {
      const district = newDistrict();
      await store().recordEvaluations([evaluation(district, 'sa-1')]);
      const { otus: _none, ...again } = evaluation(district, 'sa-1', {
        expectedVersion: 1,
        decision: { ...decisionPart(), settingsVersion: 9 },
        summary: { state: 'withdrawn', reasons: ['WITHDRAWN'], causes: ['WITHDRAWN'] },
        changedAt: NOW + 5,
      });
      await store().recordEvaluations([again]);
      expect(await loadOne(subject().ledger, district, 'sa-1')).toMatchObject({
        version: 2,
        changedAt: NOW + 5,
        otus: otusPart('sa-1'),
        decision: { settingsVersion: 9 },
        summary: { state: 'withdrawn', reasons: ['WITHDRAWN'], causes: ['WITHDRAWN'] },
      });
    });

    it('replace the snapshot with a newer one, also for the filters of the list', async () => {
      const district = newDistrict();
      await store().recordEvaluations([evaluation(district, 'sa-1')]);
      const { snapshot, ...part } = otusPart('sa-1', 2);
      const moved = { ...snapshot, identifier: 'S-new', section: { ...snapshot.section, sisSectionId: null } };
      const otus = { ...part, snapshot: moved };
      await store().recordEvaluations([evaluation(district, 'sa-1', { expectedVersion: 1, otus })]);
      const { items } = await store().list(district, { identifier: 'S-new' }, { limit: 10 });
      expect(items.map((item) => item.otus)).toEqual([otus]);
      expect((await store().list(district, { section: '85001' }, { limit: 10 })).items).toEqual([]);
    });

    it('make a unit due, resetting attempt, failure and tally, and leave claim and intent alone', async () => {
      const district = newDistrict();
      await storeDueUnits(subject().ledger, district, 1);
      const [claimed] = await claimAll(subject().ledger, district, 7);
      const { claim, intent } = claimed!.delivery;
      const failure = {
        code: 'SIS_UNAVAILABLE',
        class: 'transient',
        message: 'down',
        at: NOW,
        revision: 1,
      } as const;
      await store().recordOutcomes([outcome(claimed!, 7, { claim, intent, failure })]);
      const { delivery } = await loadOne(subject().ledger, district, 'sa-0000');
      const request = { dueAt: NOW + 9, runId: 'redrive-1', redrive: true, repair: 'missing' } as const;
      await store().recordEvaluations([
        evaluation(district, 'sa-0000', { expectedVersion: 3, delivery: requestDelivery(delivery, request) }),
      ]);
      expect((await loadOne(subject().ledger, district, 'sa-0000')).delivery).toEqual({
        dueAt: NOW + 9,
        runId: 'redrive-1',
        redrive: true,
        repair: 'missing',
        attempt: 0,
        claim: { owner: 'owner-7', fence: 7, at: NOW },
        intent: { startedAt: NOW, revision: 1 },
        failure: null,
        tally: null,
      });
    });

    it.each([
      ['none', false, null],
      ['a redrive', true, null],
      ['a redrive that repairs', true, 'missing'],
      ['a redrive that repairs all', true, 'all'],
    ] as const)('say of the delivery that it is %s, until the outcome', async (_what, redrive, repair) => {
      const district = newDistrict();
      const delivery = requestDelivery(NO_DELIVERY, { dueAt: NOW, runId: 'redrive-1', redrive, repair });
      await store().recordEvaluations([evaluation(district, 'sa-0000', { delivery })]);
      expect((await loadOne(subject().ledger, district, 'sa-0000')).delivery).toMatchObject({ redrive, repair });
      const [claimed] = await claimAll(subject().ledger, district, 7);
      expect(claimed?.delivery).toMatchObject({ redrive, repair });
      await store().recordOutcomes([outcome(claimed!, 7, { redrive, repair })]);
      expect((await loadOne(subject().ledger, district, 'sa-0000')).delivery).toMatchObject({ redrive, repair });
    });

    it('leave the delivery as it is where none is requested', async () => {
      const district = newDistrict();
      await store().recordEvaluations([dueEvaluation(district, 'sa-1', NOW + 3, 'night-3')]);
      await store().recordEvaluations([evaluation(district, 'sa-1', { expectedVersion: 1 })]);
      const { delivery } = await loadOne(subject().ledger, district, 'sa-1');
      expect(delivery).toEqual({ ...NO_DELIVERY, dueAt: NOW + 3, runId: 'night-3' });
    });
  });

  describe('evaluations from a version that has passed', () => {
    it('are left out and told, and only those', async () => {
      const district = newDistrict();
      await store().recordEvaluations(['stale', 'fresh', 'known'].map((id) => evaluation(district, id)));
      await store().recordEvaluations([evaluation(district, 'stale', { expectedVersion: 1, changedAt: NOW + 1 })]);
      const { conflicts } = await store().recordEvaluations([
        evaluation(district, 'stale', { expectedVersion: 1, changedAt: NOW + 2 }),
        evaluation(district, 'fresh', { expectedVersion: 1, changedAt: NOW + 2 }),
        evaluation(district, 'known', { changedAt: NOW + 2 }),
        evaluation(district, 'missing', { expectedVersion: 4, changedAt: NOW + 2 }),
        evaluation(district, 'new', { changedAt: NOW + 2 }),
      ]);
      expect(conflicts.map(({ sectionAssessmentId }) => sectionAssessmentId).sort()).toEqual([
        'known',
        'missing',
        'stale',
      ]);
      const records = await store().load(district, ['stale', 'fresh', 'known', 'missing', 'new']);
      const stored = records.map((record) => [record.sectionAssessmentId, record.version, record.changedAt - NOW]);
      expect(stored.sort()).toEqual([
        ['fresh', 2, 2],
        ['known', 1, 0],
        ['new', 1, 2],
        ['stale', 2, 1],
      ]);
    });

    it('lose to the first of the same batch', async () => {
      const district = newDistrict();
      const twice = [evaluation(district, 'sa-1'), evaluation(district, 'sa-1', { changedAt: NOW + 1 })];
      expect(await store().recordEvaluations(twice)).toEqual(conflictsOf(district, 'sa-1'));
      expect(await loadOne(subject().ledger, district, 'sa-1')).toMatchObject({ version: 1, changedAt: NOW });
    });

    it('lose to one of twenty that are made at once', async () => {
      const district = newDistrict();
      for (const expectedVersion of [0, 1]) {
        const results = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            store().recordEvaluations([evaluation(district, 'sa-1', { expectedVersion, changedAt: NOW + index })]),
          ),
        );
        expect(results.filter(({ conflicts }) => conflicts.length === 0)).toHaveLength(1);
      }
      expect(await loadOne(subject().ledger, district, 'sa-1')).toMatchObject({ version: 2 });
    });
  });

  describe('batches', () => {
    it('hold units of several districts under one id', async () => {
      const [one, other] = [newDistrict(), newDistrict()];
      await store().recordEvaluations([evaluation(one, 'sa-1')]);
      const { conflicts } = await store().recordEvaluations([
        evaluation(one, 'sa-1', { expectedVersion: 1 }),
        evaluation(other, 'sa-1'),
      ]);
      expect(conflicts).toEqual([]);
      expect(await loadOne(subject().ledger, one, 'sa-1')).toMatchObject({ districtId: one, version: 2 });
      expect(await loadOne(subject().ledger, other, 'sa-1')).toMatchObject({ districtId: other, version: 1 });
    });

    it('tell of which district the unit is that moved on, where another has one of the same id', async () => {
      const [one, other] = [newDistrict(), newDistrict()];
      const writes = [evaluation(one, 'sa-1'), evaluation(other, 'sa-1')];
      await store().recordEvaluations(writes.slice(0, 1));
      expect(await store().recordEvaluations(writes)).toEqual(conflictsOf(one, 'sa-1'));
      expect(await loadOne(subject().ledger, other, 'sa-1')).toMatchObject({ version: 1 });
      const repeated = [...writes.slice(1), ...writes.slice(1)].map((write) => ({ ...write, expectedVersion: 1 }));
      expect(await store().recordEvaluations(repeated)).toEqual(conflictsOf(other, 'sa-1'));
    });

    it('take a thousand units, with a conflict among them, and no more', async () => {
      const district = newDistrict();
      const writes = Array.from({ length: 1_000 }, (_, index) => evaluation(district, `sa-${index}`));
      await store().recordEvaluations([writes[500]!]);
      expect(await store().recordEvaluations(writes)).toEqual(conflictsOf(district, 'sa-500'));
      const ids = writes.map((write) => write.sectionAssessmentId);
      expect(await store().load(district, ids)).toHaveLength(1_000);
      const oneMore = [...writes, evaluation(district, 'sa-1000')];
      await expect(store().recordEvaluations(oneMore)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      await expect(store().load(district, [...ids, 'sa-1000'])).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    });

    it('may be empty', async () => {
      expect(await store().recordEvaluations([])).toEqual({ conflicts: [] });
      expect(await store().recordOutcomes([])).toEqual({ conflicts: [] });
      expect(await store().load(newDistrict(), [])).toEqual([]);
    });

    it('store nothing when a first evaluation lacks its snapshot', async () => {
      const district = newDistrict();
      const { otus: _none, ...broken } = evaluation(district, 'broken');
      await expect(store().recordEvaluations([evaluation(district, 'sa-1'), broken])).rejects.toThrow(TypeError);
      expect(await store().load(district, ['sa-1', 'broken'])).toEqual([]);
    });
  });

  describe('ids', () => {
    it('may hold any characters, and mean one unit each', async () => {
      for (const suffix of ODD_IDS) {
        const district = `${newDistrict()}${suffix}`;
        await store().recordEvaluations(ODD_IDS.map((id) => evaluation(district, id)));
        const loaded = await store().load(district, ODD_IDS);
        expect(loaded.map((record) => record.sectionAssessmentId).sort()).toEqual([...ODD_IDS].sort());
        const scanned = await store().scan(district, { limit: 100 });
        expect(scanned.map((record) => record.sectionAssessmentId).sort()).toEqual([...ODD_IDS].sort());
      }
    });

    it('of district and unit never run into each other', async () => {
      const district = newDistrict();
      await store().recordEvaluations([evaluation(`${district}:a`, 'b'), evaluation(district, 'a:b')]);
      expect(await store().load(district, ['b'])).toEqual([]);
      expect(await store().scan(district, { limit: 10 })).toMatchObject([{ sectionAssessmentId: 'a:b' }]);
      expect(await store().scan(`${district}:a`, { limit: 10 })).toMatchObject([{ sectionAssessmentId: 'b' }]);
    });

    it('that are unknown are left out, and those asked twice are given once', async () => {
      const district = newDistrict();
      await store().recordEvaluations([evaluation(district, 'sa-1')]);
      expect(await store().load(district, ['sa-1', 'unknown', 'sa-1'])).toHaveLength(1);
    });
  });
}
