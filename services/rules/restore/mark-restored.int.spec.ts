import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { explainSectionAssessment, requestDelivery, type UnitRecord } from '@passback/domain';
import { type Ledger, openLedger } from '@passback/ledger';
import { sharedMongo } from '@passback/local-infrastructure';
import { settingsOf, snapshotOf } from '../testing/facts.fixture.ts';
import { recordOf, syncedRecordOf } from '../testing/records.fixture.ts';
import { markRestored } from './mark-restored.ts';

const LEDGERS = ['SQLite', 'MongoDB’s protocol'] as const;

async function opened(kind: (typeof LEDGERS)[number]): Promise<Ledger> {
  if (kind === 'SQLite') return openLedger({ url: 'sqlite::memory:' });
  const mongo = await sharedMongo();
  if (mongo === null) throw new Error('no MongoDB to test with');
  return openLedger({ url: `${mongo.url}/restored-${randomUUID()}` });
}

async function store(ledger: Ledger, record: UnitRecord): Promise<void> {
  const { conflicts } = await ledger.sectionAssessments.recordEvaluations([{ ...record, expectedVersion: 0 }]);
  expect(conflicts).toEqual([]);
}

it.each(LEDGERS)(
  'what a restored ledger on %s knows of PowerSchool is called sent no more until it was looked at',
  async (kind) => {
    const ledger = await opened(kind);
    try {
      await ledger.districts.put(settingsOf('lincoln'), { by: 'file', at: 0 });
      await store(ledger, syncedRecordOf(snapshotOf('1')));
      await store(ledger, recordOf(snapshotOf('2')));
      const unit = async (): Promise<UnitRecord> => {
        const [record] = await ledger.sectionAssessments.load('lincoln', [snapshotOf('1').sectionAssessmentId]);
        if (record === undefined) throw new Error('the unit is gone');
        return record;
      };
      expect((await unit()).summary.state).toBe('inSync');

      // A run asks for it between reading and writing.
      let isOvertaken = false;
      const overtaken: Pick<Ledger, 'districts' | 'sectionAssessments'> = {
        districts: ledger.districts,
        sectionAssessments: {
          ...ledger.sectionAssessments,
          load: (districtId, ids) => ledger.sectionAssessments.load(districtId, ids),
          scan: async (districtId, options) => {
            const page = await ledger.sectionAssessments.scan(districtId, options);
            const [first] = page;
            if (!isOvertaken && first !== undefined) {
              isOvertaken = true;
              const delivery = requestDelivery(first.delivery, { dueAt: 1, runId: 'night-1', redrive: false });
              await ledger.sectionAssessments.recordEvaluations([
                { ...first, delivery, expectedVersion: first.version },
              ]);
            }
            return page;
          },
          recordEvaluations: (writes) => ledger.sectionAssessments.recordEvaluations(writes),
        },
      };
      expect(await markRestored(overtaken, () => 5)).toEqual({ units: 2, marked: 1 });

      const marked = await unit();
      expect(marked.delivery.runId).toBe('night-1');
      expect(marked.summary.state).toBe('due');
      expect(explainSectionAssessment(marked).scores.map(({ state }) => state)).not.toContain('sent');
      expect(marked.sis.assignment?.doubt).toEqual({ cause: 'restored' });
      expect(await markRestored(ledger, () => 6)).toEqual({ units: 2, marked: 0 });
    } finally {
      await ledger.close();
    }
  },
);
