import { describe, expect, it } from '@jest/globals';
import { INGESTION_LIMITS } from '../limits.ts';
import { scoreJson, snapshotJson } from '../testing/snapshot.fixture.ts';
import { checkSnapshot } from './check-snapshot.ts';

const ADDRESS = { districtId: 'lincoln', sectionAssessmentId: 'sa-9001' };

function wrongPaths(value: unknown, address = ADDRESS): string[] {
  const checked = checkSnapshot(value, address);
  return checked.ok ? [] : checked.errors.map(({ path }) => path);
}

describe('what the rules have a word for is valid', () => {
  it.each([
    ['a total of 27.5', { totalPoints: 27.5 }],
    ['a total of 0', { totalPoints: 0 }],
    ['a negative total', { totalPoints: -1 }],
    ['a total far out of range', { totalPoints: 1e12 }],
    ['a standards scale', { gradingScale: 'standards' }],
    ['Plus without a Submission Date', { kind: 'plus' }],
    ['Plus with one', { kind: 'plus', submissionDate: '2026-11-10' }],
    ['withdrawn', { withdrawn: true }],
    ['not in the final grade', { includeInFinalGrade: false }],
    ['nobody in the class', { scores: [] }],
    ['no dates at all', { assignedAt: null, dueDate: null, submissionDate: null }],
    ['no dates, absent', { assignedAt: undefined, dueDate: undefined, submissionDate: undefined }],
    ['a class that is not linked', { section: { otusClassId: 'c-77' } }],
    ['a class that is not linked, null', { section: { otusClassId: 'c-77', sisSectionId: null, sisSchoolId: null } }],
    ['a student who is not linked', { scores: [scoreJson(1, { sisStudentId: null })] }],
    ['no points', { scores: [scoreJson(1, { points: null, gradedAt: null, completion: 'notStarted' })] }],
    ['negative points', { scores: [scoreJson(1, { points: -2 })] }],
    ['points above the total', { scores: [scoreJson(1, { points: 31 })] }],
    ['two students of one SIS id', { scores: [scoreJson(1), scoreJson(2, { sisStudentId: '81001' })] }],
    ['a title in many scripts', { title: 'Prüfung 試験 👩‍🏫\nTeil 2' }],
    ['an empty title', { title: '' }],
    ['a leap day', { dueDate: '2028-02-29' }],
    ['a due date that stands for never', { dueDate: '9999-12-31' }],
    ['an instant with an offset and nanoseconds', { createdAt: '2026-11-02T09:00:00.123456789-06:00' }],
    ['the largest revision', { revision: Number.MAX_SAFE_INTEGER }],
    ['a property that a later Otus adds', { colour: 'blue', section: { otusClassId: 'c-1', room: 7 } }],
  ])('%s', (_what, changes) => {
    expect(wrongPaths(JSON.parse(JSON.stringify(snapshotJson(changes))))).toEqual([]);
  });
});

describe('what no rule has a word for is named', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['revision 0', { revision: 0 }, 'revision'],
    ['a broken revision', { revision: 1.5 }, 'revision'],
    ['a revision beyond what can be counted', { revision: Number.MAX_SAFE_INTEGER + 1 }, 'revision'],
    ['a revision in text', { revision: '7' }, 'revision'],
    ['an unknown kind', { kind: 'minus' }, 'kind'],
    ['an unknown scale', { gradingScale: 'letters' }, 'gradingScale'],
    ['a total in text', { totalPoints: '30' }, 'totalPoints'],
    ['no total', { totalPoints: null }, 'totalPoints'],
    ['a total without end', { totalPoints: Number.POSITIVE_INFINITY }, 'totalPoints'],
    ['a switch in text', { includeInFinalGrade: 'true' }, 'includeInFinalGrade'],
    ['a missing switch', { withdrawn: undefined }, 'withdrawn'],
    ['February 30', { dueDate: '2026-02-30' }, 'dueDate'],
    ['a due date with a time', { dueDate: '2026-11-20T00:00:00Z' }, 'dueDate'],
    ['a due date in another order', { dueDate: '11/20/2026' }, 'dueDate'],
    ['an empty due date', { dueDate: '' }, 'dueDate'],
    ['an instant on February 29 of no leap year', { createdAt: '2026-02-29T10:00:00Z' }, 'createdAt'],
    ['an instant without an offset', { assignedAt: '2026-11-03T15:00:00' }, 'assignedAt'],
    ['an instant at 24:00', { assignedAt: '2026-11-03T24:00:00Z' }, 'assignedAt'],
    ['a date where an instant belongs', { createdAt: '2026-11-03' }, 'createdAt'],
    ['milliseconds where an instant belongs', { createdAt: 1_793_631_600_000 }, 'createdAt'],
    ['an instant that due dates cannot be counted from', { createdAt: '9999-12-31T00:00:00Z' }, 'createdAt'],
    ['an empty identifier', { identifier: '' }, 'identifier'],
    ['a blank identifier', { identifier: '  ' }, 'identifier'],
    ['an identifier with a line feed', { identifier: 'S13\n0545' }, 'identifier'],
    ['half a surrogate pair', { identifier: 'S\ud83d' }, 'identifier'],
    ['an identifier that is too long', { identifier: 'S'.repeat(101) }, 'identifier'],
    ['a title that is too long', { title: 'x'.repeat(10_001) }, 'title'],
    ['no section', { section: null }, 'section'],
    ['a section without a class', { section: {} }, 'section.otusClassId'],
    ['a section id as a number', { section: { otusClassId: 'c', sisSectionId: 85001 } }, 'section.sisSectionId'],
    ['scores as an object', { scores: {} }, 'scores'],
    ['a score that is none', { scores: [null] }, 'scores[0]'],
    ['an unknown completion', { scores: [scoreJson(1, { completion: 'done' })] }, 'scores[0].completion'],
    ['an unknown status', { scores: [scoreJson(1), scoreJson(2, { status: 'lost' })] }, 'scores[1].status'],
    ['points in text', { scores: [scoreJson(1, { points: '26.5' })] }, 'scores[0].points'],
    ['a score without a student', { scores: [scoreJson(1, { studentId: null })] }, 'scores[0].studentId'],
    ['a grading time that is no time', { scores: [scoreJson(1, { gradedAt: 'soon' })] }, 'scores[0].gradedAt'],
    ['a score twice', { scores: [scoreJson(1), scoreJson(2, { scoreId: 'sc-1' })] }, 'scores[1].scoreId'],
    ['a student twice', { scores: [scoreJson(1), scoreJson(2, { studentId: 'otus-stu-1' })] }, 'scores[1].studentId'],
    ['the id of another unit', { sectionAssessmentId: 'sa-1' }, 'sectionAssessmentId'],
    ['another district', { districtId: 'jefferson' }, 'districtId'],
  ])('%s', (_what, changes, path) => {
    expect(wrongPaths(snapshotJson(changes))).toEqual([path]);
  });

  it('every wrong field at once, duplicates among them', () => {
    const scores = [scoreJson(1), scoreJson(1, { points: 'many' })];
    const wrong = snapshotJson({ kind: 'minus', revision: -1, dueDate: 'soon', section: { sisSectionId: 5 }, scores });
    expect(wrongPaths(wrong).sort()).toEqual([
      'dueDate',
      'kind',
      'revision',
      'scores[1].points',
      'scores[1].scoreId',
      'scores[1].studentId',
      'section.otusClassId',
      'section.sisSectionId',
    ]);
  });

  it.each([[null], [[]], ['text'], [7]])('%j is no snapshot', (value) => {
    expect(wrongPaths(value)).toEqual(['']);
  });

  it('more scores than any class has', () => {
    const scores = Array.from({ length: INGESTION_LIMITS.scores + 1 }, (_, index) => scoreJson(index));
    expect(wrongPaths(snapshotJson({ scores }))).toEqual(['scores']);
    expect(wrongPaths(snapshotJson({ scores: scores.slice(1) }))).toEqual([]);
  });

  it('fewer scores where their ids are long, so that the record of the unit stays within 1 MiB', () => {
    const long = (index: number): object => {
      const id = (kind: string): string => `${kind}-${index}-`.padEnd(100, 'x');
      return { ...scoreJson(index), scoreId: id('sc'), studentId: id('st'), sisStudentId: id('si') };
    };
    const scores = Array.from({ length: INGESTION_LIMITS.scores }, (_, index) => long(index));
    const checked = checkSnapshot(snapshotJson({ scores }), ADDRESS);
    const [error] = checked.ok ? [] : checked.errors;
    const most = Number(/more than (\d+) items with ids as long as these/.exec(error?.message ?? '')?.[1]);
    expect(most).toBeGreaterThan(300);
    expect(checkSnapshot(snapshotJson({ scores: scores.slice(0, most) }), ADDRESS).ok).toBe(true);
  });

  it('a snapshot of nonsense with a bounded number of errors', () => {
    const scores = Array.from({ length: INGESTION_LIMITS.scores }, () => ({}));
    expect(wrongPaths(snapshotJson({ scores }))).toHaveLength(INGESTION_LIMITS.fieldErrors);
  });

  it('without quoting what was sent', () => {
    const checked = checkSnapshot(snapshotJson({ dueDate: 'Ada Lovelace', scores: [{ points: 'Ada' }] }), ADDRESS);
    expect(JSON.stringify(checked)).not.toContain('Ada');
  });
});

describe('what is taken', () => {
  it('has the known fields only, with null where Otus has none', () => {
    const score = scoreJson(1, { points: undefined, nickname: 'Al' });
    const checked = checkSnapshot(snapshotJson({ scores: [score], dueDate: undefined, colour: 'blue' }), ADDRESS);
    expect(checked).toEqual({
      ok: true,
      value: {
        ...snapshotJson({ dueDate: null, submissionDate: null }),
        scores: [{ ...scoreJson(1), points: null }],
      },
    });
  });

  it('takes its id from the path where the body has none', () => {
    const checked = checkSnapshot(snapshotJson({ sectionAssessmentId: undefined }), ADDRESS);
    expect(checked).toMatchObject({ ok: true, value: { sectionAssessmentId: 'sa-9001' } });
  });

  it('needs its id where no path names it', () => {
    const checked = checkSnapshot(snapshotJson({ sectionAssessmentId: undefined }), { districtId: 'lincoln' });
    expect(checked).toEqual({ ok: false, errors: [{ path: 'sectionAssessmentId', message: 'is missing' }] });
  });
});
