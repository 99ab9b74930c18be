import {
  AT_REST,
  NO_DELIVERY,
  type OtusPart,
  type Section,
  type SectionAssessment,
  type SisState,
  type UnitRecord,
} from '@passback/domain';
import { describe, expect, it } from '@jest/globals';
import { givenAssignment } from '../../domain/testing/given.ts';
import type { ListFilter } from '../index.ts';
import { evaluation, type LedgerUnderTest, newDistrict, NOW, otusPart } from './records.fixture.ts';

const idsOf = (records: readonly UnitRecord[]): string[] => records.map((record) => record.sectionAssessmentId);

function otusOf(id: string, changes: Partial<SectionAssessment>, ofSection: Partial<Section> = {}): OtusPart {
  const { snapshot, ...part } = otusPart(id);
  return { ...part, snapshot: { ...snapshot, ...changes, section: { ...snapshot.section, ...ofSection } } };
}

export function listsContract(subject: () => LedgerUnderTest): void {
  const store = () => subject().ledger.sectionAssessments;

  async function found(district: string, filter: ListFilter): Promise<string[]> {
    return idsOf((await store().list(district, filter, { limit: 10 })).items).sort();
  }

  async function pages(district: string, filter: ListFilter, limit: number, between = async () => {}) {
    const found: string[][] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await store().list(district, filter, { limit, ...(cursor === undefined ? {} : { cursor }) });
      found.push(idsOf(page.items));
      cursor = page.cursor;
      await between();
    }
    return found;
  }

  describe('scan', () => {
    it('gives units in id order, page by page, in all states or in some', async () => {
      const district = newDistrict();
      const states = ['held', 'due', 'inSync'] as const;
      const writes = Array.from({ length: 30 }, (_, index) =>
        evaluation(district, `sa-${String(index).padStart(2, '0')}`, {
          summary: { state: states[index % 3]!, reasons: [], causes: [] },
        }),
      );
      await store().recordEvaluations(writes.toReversed());
      const all = writes.map((write) => write.sectionAssessmentId);
      expect(idsOf(await store().scan(district, { limit: 1_000 }))).toEqual(all);
      expect(idsOf(await store().scan(district, { limit: 4, after: 'sa-07' }))).toEqual(all.slice(8, 12));
      const notInSync = all.filter((_, index) => index % 3 !== 2);
      const found: string[] = [];
      for (let page = await scanPage(); page.length > 0; page = await scanPage(page.at(-1))) found.push(...page);
      expect(found).toEqual(notInSync);
      expect(await store().scan(district, { states: [], limit: 10 })).toEqual([]);
      expect(await store().scan(district, { limit: 0 })).toEqual([]);
      await expect(store().scan(district, { limit: 1_001 })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });

      async function scanPage(after?: string): Promise<string[]> {
        const from = after === undefined ? {} : { after };
        return idsOf(await store().scan(district, { states: ['held', 'due', 'held'], limit: 7, ...from }));
      }
    });
  });

  describe('scan for a run', () => {
    const summary = { state: 'inSync', reasons: [], causes: [], hits: AT_REST } as const;
    const seen = (at: number, checkedAt?: number): SisState => ({
      assignment: givenAssignment({ writtenAt: at, ...(checkedAt !== undefined && { checkedAt }) }),
      scores: [],
    });
    const delivered = (runId: string | null, dueAt: number | null = null) => ({ ...NO_DELIVERY, runId, dueAt });
    const scanned = async (
      district: string,
      changes: Partial<Parameters<ReturnType<typeof store>['scanForRun']>[1]>,
    ) => {
      const options = { limit: 100, runId: null, unseen: null, ...changes };
      const { records, ...counts } = await store().scanForRun(district, options);
      return { ids: idsOf(records), ...counts };
    };

    it('passes over units at rest, and reads whatever else there is', async () => {
      const district = newDistrict();
      await store().recordEvaluations([
        evaluation(district, 'a-rest', { summary }),
        evaluation(district, 'b-held', { summary: { ...summary, state: 'held' } }),
        evaluation(district, 'c-not-looked-at', { summary: { state: 'inSync', reasons: [], causes: [] } }),
        evaluation(district, 'd-keeps', { summary: { ...summary, hits: { scores: {}, redrive: [] } } }),
        evaluation(district, 'e-rest', { summary, sis: seen(NOW) }),
        evaluation(district, 'f-asked', { summary, delivery: delivered('night', NOW) }),
        evaluation(district, 'g-sent', { summary, delivery: delivered('night') }),
      ]);
      const toRead = ['b-held', 'c-not-looked-at', 'd-keeps', 'f-asked'];
      expect(await scanned(district, {})).toEqual({ ids: toRead, atRest: 3, last: null });
      expect(await scanned(district, { runId: 'other' })).toEqual({ ids: toRead, atRest: 3, last: null });
      expect(await scanned(district, { runId: 'night' })).toEqual({
        ids: [...toRead, 'g-sent'],
        atRest: 2,
        last: null,
      });
      const { records } = await store().scanForRun(district, { limit: 100, runId: null, unseen: null });
      const loaded = await store().load(district, toRead);
      expect(records).toEqual(toRead.map((id) => loaded.find((one) => one.sectionAssessmentId === id)));
    });

    it('reads those that were last seen before, or of which it is not known', async () => {
      const district = newDistrict();
      await store().recordEvaluations([
        evaluation(district, 'a-never', { summary }),
        evaluation(district, 'b-written', { summary, sis: seen(NOW) }),
        evaluation(district, 'c-long-ago', { summary, sis: seen(NOW - 1) }),
        evaluation(district, 'd-checked', { summary, sis: seen(NOW - 9, NOW) }),
      ]);
      expect(await scanned(district, { unseen: { after: '', seenBefore: NOW } })).toEqual({
        ids: ['a-never', 'c-long-ago'],
        atRest: 2,
        last: null,
      });
      const behind = { after: 'a-never', seenBefore: NOW };
      expect(await scanned(district, { unseen: behind })).toEqual({ ids: ['c-long-ago'], atRest: 3, last: null });
      expect(await scanned(district, { unseen: null })).toEqual({ ids: [], atRest: 4, last: null });
    });

    it('goes through so many units at a time, read or not, within the district', async () => {
      const [district, other] = [newDistrict(), newDistrict()];
      const ids = Array.from({ length: 7 }, (_, index) => `sa-${index}`);
      const rested = ids.map((id, index) => evaluation(district, id, index % 2 === 0 ? { summary } : {}));
      await store().recordEvaluations([...rested.toReversed(), evaluation(other, 'sa-8')]);
      expect(await scanned(district, { limit: 3 })).toEqual({ ids: ['sa-1'], atRest: 2, last: 'sa-2' });
      expect(await scanned(district, { limit: 3, after: 'sa-2' })).toEqual({
        ids: ['sa-3', 'sa-5'],
        atRest: 1,
        last: 'sa-5',
      });
      expect(await scanned(district, { limit: 3, after: 'sa-5' })).toEqual({ ids: [], atRest: 1, last: null });
      expect(await scanned(district, { limit: 0 })).toEqual({ ids: [], atRest: 0, last: null });
      const tooMany = { limit: 1_001, runId: null, unseen: null };
      await expect(store().scanForRun(district, tooMany)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    });
  });

  describe('list', () => {
    it('gives the newest change first', async () => {
      const district = newDistrict();
      const changedAt = { first: NOW, third: NOW + 2, second: NOW + 1 };
      await store().recordEvaluations(
        Object.entries(changedAt).map(([id, at]) => evaluation(district, id, { changedAt: at })),
      );
      const { items, cursor } = await store().list(district, {}, { limit: 3 });
      expect(idsOf(items)).toEqual(['third', 'second', 'first']);
      expect(cursor).toBeNull();
    });

    it('pages through changes of one instant without gaps or repeats', async () => {
      const district = newDistrict();
      const writes = Array.from({ length: 23 }, (_, index) => evaluation(district, `sa-${index}`));
      await store().recordEvaluations(writes);
      const found = await pages(district, {}, 5);
      expect(found.map((page) => page.length)).toEqual([5, 5, 5, 5, 3]);
      expect(found.flat().sort()).toEqual(writes.map((write) => write.sectionAssessmentId).sort());
    });

    it('pages without gaps or repeats while units change', async () => {
      const district = newDistrict();
      const writes = Array.from({ length: 40 }, (_, index) =>
        evaluation(district, `sa-${index}`, { changedAt: NOW + (index % 7) }),
      );
      await store().recordEvaluations(writes);
      let step = 0;
      const changed = new Set<string>();
      const found = await pages(district, {}, 6, async () => {
        const id = `sa-${(step * 11) % 40}`;
        step += 1;
        changed.add(id);
        await store().recordEvaluations([
          evaluation(district, id, { expectedVersion: 1, changedAt: NOW + 100 + step }),
        ]);
      });
      const seen = found.flat();
      expect(new Set(seen).size).toBe(seen.length);
      const unchanged = writes.map((write) => write.sectionAssessmentId).filter((id) => !changed.has(id));
      expect(seen).toEqual(expect.arrayContaining(unchanged));
    });

    it('filters by state, reason, identifier and section, and by all of them', async () => {
      const district = newDistrict();
      const { snapshot, ...part } = otusPart('sa-1');
      const otus = (identifier: string, sisSectionId: string | null) => ({
        ...part,
        snapshot: { ...snapshot, identifier, section: { ...snapshot.section, sisSectionId } },
      });
      await store().recordEvaluations([
        evaluation(district, 'a', {
          otus: otus('S1', '1.$'),
          summary: { state: 'held', reasons: ['WITHDRAWN'], causes: [] },
        }),
        evaluation(district, 'b', {
          otus: otus('S1', '2'),
          summary: { state: 'held', reasons: ['NOT_SUBMITTED', 'STATUS_MISSING'], causes: ['WITHDRAWN'] },
        }),
        evaluation(district, 'c', {
          otus: otus('S2', '1.$'),
          summary: { state: 'inSync', reasons: ['STATUS_MISSING'], causes: [] },
        }),
        evaluation(district, 'd', { otus: otus('S3', null), summary: { state: 'inSync', reasons: [], causes: [] } }),
      ]);
      expect(await found(district, { state: 'held' })).toEqual(['a', 'b']);
      expect(await found(district, { reason: 'STATUS_MISSING' })).toEqual(['b', 'c']);
      expect(await found(district, { reason: 'WITHDRAWN' })).toEqual(['a']);
      expect(await found(district, { identifier: 'S1' })).toEqual(['a', 'b']);
      expect(await found(district, { section: '1.$' })).toEqual(['a', 'c']);
      expect(
        await found(district, { state: 'held', reason: 'STATUS_MISSING', identifier: 'S1', section: '2' }),
      ).toEqual(['b']);
      expect(await found(district, { state: 'inSync', identifier: 'S1' })).toEqual([]);
      for (const filter of [
        { state: 'held' },
        { reason: 'STATUS_MISSING' },
        { identifier: 'S1' },
        { section: '1.$' },
      ] as const) {
        expect((await pages(district, filter, 1)).map((page) => page.length)).toEqual([1, 1]);
      }
    });

    it('filters by when units changed, page by page', async () => {
      const district = newDistrict();
      const writes = [0, 1, 2, 3, 4].map((day) => evaluation(district, `sa-${day}`, { changedAt: NOW + day }));
      await store().recordEvaluations(writes);
      expect(await found(district, { changedSince: NOW + 2 })).toEqual(['sa-2', 'sa-3', 'sa-4']);
      expect(await pages(district, { changedSince: NOW + 2 }, 2)).toEqual([['sa-4', 'sa-3'], ['sa-2']]);
      expect(await found(district, { changedSince: NOW + 5 })).toEqual([]);
      const { cursor } = await store().list(district, { changedSince: NOW + 1 }, { limit: 1 });
      await expect(
        store().list(district, { changedSince: NOW }, { limit: 1, cursor: cursor ?? '' }),
      ).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    });

    it('filters by teacher: who assigned it, or whose section it is', async () => {
      const district = newDistrict();
      await store().recordEvaluations([
        evaluation(district, 'a', { otus: otusOf('a', { assignedBy: 'u-1' }, { sisTeacherId: 't-1' }) }),
        evaluation(district, 'b', { otus: otusOf('b', { assignedBy: 'u-1' }, { sisTeacherId: 't-2' }) }),
        evaluation(district, 'c', { otus: otusOf('c', { assignedBy: 'u.*"\\' }, { sisTeacherId: null }) }),
        evaluation(district, 'd', { otus: otusOf('d', { assignedBy: 't-1' }, { sisTeacherId: 'u-1' }) }),
      ]);
      const of = (otusUserIds: string[], sisTeacherIds: string[]) =>
        found(district, { teacher: { otusUserIds, sisTeacherIds } });
      expect(await of(['u-1'], [])).toEqual(['a', 'b']);
      expect(await of([], ['t-1'])).toEqual(['a']);
      expect(await of(['u.*"\\'], ['t-1', 't-2'])).toEqual(['a', 'b', 'c']);
      expect(await of(['u-1'], ['u-1'])).toEqual(['a', 'b', 'd']);
      expect(await of(['u', 'u.*'], ['t-3', 'null', ''])).toEqual([]);
      expect(await of([], [])).toEqual([]);
      const many = Array.from({ length: 101 }, String);
      await expect(of(many, [])).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      const filter = { teacher: { otusUserIds: ['u-1'], sisTeacherIds: [] } };
      expect((await pages(district, filter, 1)).map((page) => page.length)).toEqual([1, 1]);
    });

    it('searches the title and the identifier, in either case and literally', async () => {
      const district = newDistrict();
      const titles = {
        a: 'Mid Term Exam',
        b: '100% of_it [a-z] (.*) ^$',
        c: 'Übung "eins" \\ zwei',
        d: 'tab\there\u0001',
        e: 'x","title":"Fractions"',
      };
      await store().recordEvaluations(
        Object.entries(titles).map(([id, title]) => evaluation(district, id, { otus: otusOf(id, { title }) })),
      );
      const search = (text: string) => found(district, { search: text });
      expect(await search('TERM')).toEqual(['a']);
      expect(await search('s-B')).toEqual(['b']);
      expect(await search('S-')).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(await search('m')).toEqual(['a']);
      expect(await search('übung "EINS" \\ Z')).toEqual(['c']);
      expect(await search('b\th')).toEqual(['d']);
      expect(await search('","TITLE":"f')).toEqual(['e']);
      for (const literal of ['%', '_', '[A-Z]', '(.*)', '^$', 'f_i', '0%'])
        expect(await search(literal)).toEqual(['b']);
      // The points that each has, escapes of JSON, and what only a pattern would find.
      for (const nothing of ['26.5', '0001', 'nb', 'tthere', 'quiz', 'T*m', 'T?rm', 'T.rm', 'S%', '[m]id', '\\\\']) {
        expect([nothing, await search(nothing)]).toEqual([nothing, []]);
      }
      expect((await pages(district, { search: 's-' }, 2)).map((page) => page.length)).toEqual([2, 2, 1]);
    });

    it('finds the units of a student by the id of Otus or of the SIS', async () => {
      const district = newDistrict();
      const scores = (...students: [string, string | null][]) =>
        students.map(([studentId, sisStudentId], index) => ({
          ...otusPart('a').snapshot.scores[0]!,
          scoreId: `sc-${index}`,
          studentId,
          sisStudentId,
        }));
      const odd = 'o"5\\.*';
      await store().recordEvaluations([
        evaluation(district, 'a', { otus: otusOf('a', { scores: scores(['o-1', '81'], ['o-2', '82']) }) }),
        evaluation(district, 'b', { otus: otusOf('b', { scores: scores(['o-2', null], [odd, '8']) }) }),
        evaluation(district, 'c', { otus: otusOf('c', { scores: [], title: '"studentId":"o-1"' }) }),
      ]);
      const of = (student: string) => found(district, { student });
      expect(await of('o-1')).toEqual(['a']);
      expect(await of('82')).toEqual(['a']);
      expect(await of('o-2')).toEqual(['a', 'b']);
      expect(await of('8')).toEqual(['b']);
      expect(await of(odd)).toEqual(['b']);
      for (const nobody of ['O-1', 'o', '8.', 'null', 'sc-0', '']) expect(await of(nobody)).toEqual([]);
      const teacher = { otusUserIds: ['otus-user-12'], sisTeacherIds: [] };
      expect(await found(district, { student: 'o-2', search: 's-b', teacher, state: 'held' })).toEqual(['b']);
      expect(await found(district, { student: 'o-2', search: 's-b', teacher, state: 'inSync' })).toEqual([]);
    });

    it('refuses a cursor that it did not give for this question', async () => {
      const district = newDistrict();
      await store().recordEvaluations(['a', 'b'].map((id) => evaluation(district, id)));
      const { cursor } = await store().list(district, {}, { limit: 1 });
      const refused = { code: 'INVALID_CURSOR' };
      const list = (of: string, filter: ListFilter, text: string) =>
        store().list(of, filter, { limit: 1, cursor: text });
      expect((await list(district, {}, cursor!)).items).toHaveLength(1);
      await expect(list(district, { state: 'held' }, cursor!)).rejects.toMatchObject(refused);
      await expect(list(district, { search: 's-' }, cursor!)).rejects.toMatchObject(refused);
      await expect(list(newDistrict(), {}, cursor!)).rejects.toMatchObject(refused);
      for (const text of ['', 'nonsense', '{}', Buffer.from('[1,2,3]').toString('base64url'), `${cursor}x`.slice(4)]) {
        await expect(list(district, {}, text)).rejects.toMatchObject(refused);
      }
    });

    it('gives at most 200 units a page', async () => {
      await expect(store().list(newDistrict(), {}, { limit: 201 })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      await expect(store().list(newDistrict(), {}, { limit: -1 })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      await expect(store().list(newDistrict(), {}, { limit: 1.5 })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    });
  });
}
