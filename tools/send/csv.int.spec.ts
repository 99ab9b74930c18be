import { cpSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { snapshotFromMessage, type SectionAssessmentChanged, topics } from '@passback/contracts';
import { DISTRICT } from '../../services/ingestion/testing/ingestion.fixture.ts';
import { Desk, type Service, startService } from './testing/send.fixture.ts';

let desk: Desk;
let service: Service;
beforeEach(async () => {
  desk = new Desk();
  service = await startService();
  cpSync(path.join(import.meta.dirname, 'testing/csv'), desk.folder, { recursive: true });
});
afterEach(async () => {
  await service.stop();
  desk.clear();
});

const send = (assessments: string, scores: string, ...more: string[]): Promise<number> =>
  desk.send(['--csv', desk.path(assessments), '--scores', desk.path(scores), ...desk.to(service.url), ...more]);

const { encode, decode } = topics.sectionAssessments;
const sent = () =>
  service.produced.map(({ message }) =>
    snapshotFromMessage(decode(encode(message.value as SectionAssessmentChanged)).snapshot!),
  );

describe('two CSV files', () => {
  it('become snapshots as the API takes them', async () => {
    expect(await send('assessments.csv', 'scores.csv')).toBe(0);
    const section = {
      otusClassId: 'c-77',
      sisSectionId: '85001',
      sisSchoolId: '100',
      sisTeacherId: '8301',
      sisTermId: '3600',
    };
    const [one, two, three] = sent();
    expect(one).toEqual({
      ...{
        sectionAssessmentId: 'sa-1',
        identifier: 'S100001',
        revision: 1,
        kind: 'standard',
        title: 'Fractions, part 1',
      },
      ...{
        assessmentType: 'Quiz',
        gradingScale: 'points',
        totalPoints: 30,
        includeInFinalGrade: true,
        withdrawn: false,
      },
      ...{ createdAt: '2026-09-01T15:00:00Z', assignedAt: '2026-09-02T15:00:00Z', dueDate: '2026-09-10' },
      ...{ submissionDate: null, assignedBy: 'otus-user-12', section },
      scores: [
        {
          ...{
            scoreId: 'sc-1',
            studentId: 'otus-stu-1',
            sisStudentId: '81001',
            completion: 'graded',
            status: 'onTime',
          },
          ...{ points: 26.5, gradedAt: '2026-09-11T18:22:00Z' },
        },
        {
          ...{
            scoreId: 'sc-2',
            studentId: 'otus-stu-2',
            sisStudentId: null,
            completion: 'notStarted',
            status: 'missing',
          },
          ...{ points: null, gradedAt: null },
        },
      ],
    });
    expect(two).toMatchObject({
      title: 'The "long" one,\non two lines',
      submissionDate: '2026-09-20',
      scores: [{ points: 88 }, { points: null }],
    });
    expect(three).toMatchObject({
      title: 'Not scored yet',
      assignedAt: null,
      section: { sisSectionId: null },
      scores: [],
    });
    expect(await send('assessments.csv', 'scores.csv')).toBe(0);
    expect(service.produced).toHaveLength(3);
  });

  it('have their errors named by file, line and column', async () => {
    expect(await send('wrong-assessments.csv', 'wrong-scores.csv', '--ignore', 'seen by')).toBe(1);
    expect(sent().map(({ title }) => title)).toEqual(['Good']);
    const [assessments, scores] = ['wrong-assessments.csv', 'wrong-scores.csv'];
    const rejections = desk.rejections(assessments);
    const places = rejections.map(({ file, line, column, message }) => [file, line, column, message]);
    expect(places).toEqual([
      [assessments, 3, 'revision', 'must be integer'],
      [assessments, 3, 'includeInFinalGrade', 'must be boolean'],
      [assessments, 3, 'dueDate', 'must be a date of the calendar, as 2026-11-20'],
      [assessments, 3, 'otusClassId', expect.stringContaining('must')],
      [assessments, 5, 'sectionAssessmentId', 'is the same as in line 2'],
      [assessments, 6, undefined, 'has 5 cells, and the header has 16'],
      [scores, 6, 'completion', expect.stringContaining('must be one of notStarted')],
      [scores, 6, 'points', 'must be number'],
      [scores, 7, 'studentId', 'is the same as in line 4'],
      [scores, 5, 'sectionAssessmentId', 'is not in wrong-assessments.csv: 1 scores are not sent'],
    ]);
    expect(desk.told.at(-2)).toBe('all sent: 1 taken, 5 rejected');
  });

  it.each<[string, string, string, string]>([
    ['an unknown column', 'assessments.csv', 'sisTermId\n', 'has a column “term” that is not known'],
    ['a missing column', 'scores.csv', 'studentId,', 'lacks the column studentId'],
    ['a column that is there twice', 'assessments.csv', 'sisTermId\n', 'has the column kind twice'],
    [
      'a row of scores that cannot be read',
      'scores.csv',
      'sa-2,sc-4',
      'line 5: it has something after the closing quote',
    ],
  ])('are not begun with where they have %s', async (what, file, there, words) => {
    const instead =
      { 'studentId,': 'x'.repeat(0), 'sa-2,sc-4': '"sa-2"x,sc-4' }[there] ??
      (what.includes('twice') ? 'kind\n' : 'term\n');
    const text = desk.read(file).replace(there, instead);
    desk.write(file, text);
    expect(await send('assessments.csv', 'scores.csv')).toBe(2);
    expect(desk.told[0]).toContain(`${file}, line`);
    expect(desk.told[0]).toContain(words);
    expect(service.produced).toEqual([]);
  });

  it.each([
    ['assessments.csv', ''],
    ['scores.csv', '"'],
  ])('are not begun with where %s has semicolons', async (file, quote) => {
    const [header = '', ...rows] = desk.read(file).split('\n');
    const columns = header.split(',').map((name) => `${quote}${name}${quote}`);
    desk.write(file, [columns.join(';'), ...rows].join('\n'));
    expect(await send('assessments.csv', 'scores.csv')).toBe(2);
    expect(desk.told[0]).toContain(`${file}, line 1: commas are needed; this file has semicolons`);
    expect(service.produced).toEqual([]);
  });

  it('may be large and in any order, and are gone on with after a stop', async () => {
    const [header = '', row = ''] = desk.read('assessments.csv').split('\n');
    const [scoreHeader = ''] = desk.read('scores.csv').split('\n');
    const count = 1_300;
    const rows = Array.from({ length: count }, (_, index) => row.replace('sa-1,', `sa-${index + 1},`));
    // By student, so that no two scores of an assessment stand together.
    const scores = ['a', 'b', 'c'].flatMap((student) =>
      Array.from(
        { length: count },
        (_, index) => `sa-${index + 1},sc-${student},${student},,graded,onTime,${index % 30},`,
      ),
    );
    desk.write('assessments.csv', `\ufeff${[header, ...rows].join('\r\n')}\r\n`);
    desk.write('scores.csv', `${[scoreHeader, ...scores].join('\n')}`);
    const stopping = new AbortController();
    let batches = 0;
    service.before = async () => {
      batches += 1;
      if (batches === 2) stopping.abort();
    };
    const args = ['--csv', desk.path('assessments.csv'), '--scores', desk.path('scores.csv'), ...desk.to(service.url)];
    expect(await desk.send(args, stopping.signal)).toBe(2);
    expect(await desk.send(args)).toBe(0);
    expect(desk.told[0]).toMatch(/^goes on at line 502: 500 taken/);
    const units = new Map(
      sent().map((unit) => [unit.sectionAssessmentId, unit.scores.map(({ studentId, points }) => [studentId, points])]),
    );
    expect(units.size).toBe(count);
    for (let index = 0; index < count; index += 1)
      expect(units.get(`sa-${index + 1}`)).toEqual(['a', 'b', 'c'].map((student) => [student, index % 30]));
    desk.write('scores.csv', `${[scoreHeader, ...scores.slice(1)].join('\n')}`);
    expect(await desk.send(args)).toBe(2);
    expect(desk.told[0]).toContain('is of other scores');
  });

  it('may be checked without a service', async () => {
    const files = ['--csv', desk.path('assessments.csv'), '--scores', desk.path('scores.csv')];
    expect(await desk.send([...files, '--district', DISTRICT, '--check'])).toBe(0);
    expect(service.produced).toEqual([]);
  });
});
