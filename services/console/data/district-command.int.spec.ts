import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryState, Score, SisState, UnitRecord } from '@passback/domain';
import { DISTRICT_DATA, type Ledger, openLedger } from '@passback/ledger';
import { sharedMongo } from '@passback/local-infrastructure';
import { putDistrict } from '../testing/console.fixture.ts';
import { DISTRICT, settingsJson } from '../testing/settings.fixture.ts';
import { storeUnit } from '../testing/units.fixture.ts';
import { runDistrictCommand } from './district-command.ts';

const NOW = Date.parse('2026-11-12T12:00:00Z');
/** In Otus and in PowerSchool. */
const STUDENT = { studentId: 'otus-stu-77', sisStudentId: '81777' };
const OTHER = { studentId: 'otus-stu-78', sisStudentId: '81778' };

let folder: string;
let ledger: Ledger;
let said: string[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'passback-district-'));
  said = [];
});
afterEach(async () => {
  await ledger.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(kind: 'SQLite' | 'MongoDB’s protocol'): Promise<void> {
  if (kind === 'SQLite') {
    ledger = await openLedger({ url: `sqlite:${path.join(folder, 'ledger.db')}` });
    return;
  }
  const mongo = await sharedMongo();
  if (mongo === null) throw new Error('no MongoDB to test with');
  ledger = await openLedger({ url: `${mongo.url}/district-${randomUUID()}` });
}

const run = (args: readonly string[], districtsFile: string | null = null): Promise<boolean> =>
  runDistrictCommand(args, {
    ...{ ledger, clock: { now: () => NOW }, districtsFile },
    say: async (line) => void said.push(line),
  });

const score = ({ studentId, sisStudentId }: typeof STUDENT): Score => ({
  scoreId: `sc-${studentId}`,
  ...{ studentId, sisStudentId, completion: 'graded', status: 'onTime', points: 20 },
  gradedAt: '2026-11-10T12:00:00Z',
});

/** A unit with both students in all of its parts. */
async function storeWithStudents(id: string): Promise<void> {
  await storeUnit(ledger, id, { changes: { scores: [score(STUDENT), score(OTHER)] } });
  const [record] = await ledger.sectionAssessments.load(DISTRICT, [id]);
  if (record === undefined) throw new Error('the unit is not there');
  const cells = [STUDENT, OTHER].map(({ studentId, sisStudentId }) => ({
    ...{ sisStudentId, scoreId: `sc-${studentId}`, studentId, points: 20, sentAt: NOW, kept: null },
    refused: { code: 'STUDENT_NOT_ENROLLED', message: `Student ${sisStudentId}`, points: 20, at: NOW } as const,
  }));
  const assignment = {
    ref: { assignmentId: '1', sectionAssignmentId: '2' },
    ...{ sisSectionId: '85001', title: 'Exam', dueDate: '2026-11-20', totalPoints: 30, category: 'Quizzes' },
    ...{ assessmentType: 'Quiz', writtenAt: NOW, deletedAt: null },
  };
  const elsewhere = [{ assignment: { ...assignment, sisSectionId: '85002' }, scores: cells }];
  const sis: SisState = { assignment, scores: cells, elsewhere };
  const rows = cells.map((cell) => [cell.sisStudentId, 20, cell.scoreId, cell.studentId] as const);
  const failure = { code: 'SIS_REJECTED', class: 'unit', at: NOW, revision: 7 } as const;
  const delivery: DeliveryState = {
    ...record.delivery,
    intent: { startedAt: NOW, revision: 7, carried: [{ at: NOW, sectionId: '85001', fields: {}, scores: rows }] },
    failure: { ...failure, message: `Student.id [${STUDENT.sisStudentId}] is not there` },
  };
  await ledger.sectionAssessments.recordEvaluations([{ ...record, sis, delivery, expectedVersion: record.version }]);
  await ledger.attempts.append([
    {
      ...{ districtId: DISTRICT, sectionAssessmentId: id, runId: 'night-1', attempt: 1, revision: 7, at: NOW },
      ...({ durationMs: 5, effect: 'create', outcome: 'failed', code: 'SIS_REJECTED', traceId: null } as const),
      requests: [{ method: 'PUT', path: `/results/${STUDENT.sisStudentId}`, status: 409, durationMs: 1 }],
      message: `Student.id [${STUDENT.sisStudentId}]`,
      scores: { sent: 0, kept: 0, refused: 1 },
    },
  ]);
}

/** Everything that stands in the file, as text. */
function wholeFile(): string {
  const database = new DatabaseSync(path.join(folder, 'ledger.db'), { readOnly: true });
  const tables = database.prepare(`select name from sqlite_master where type = 'table'`).all() as { name: string }[];
  const rows = tables.flatMap(({ name }) => database.prepare(`select * from ${name}`).all());
  database.close();
  return JSON.stringify(rows);
}

const LEDGERS = ['SQLite', 'MongoDB’s protocol'] as const;

describe.each(LEDGERS)('on %s', (kind) => {
  beforeEach(async () => {
    await open(kind);
    await putDistrict(ledger);
    await putDistrict(ledger, { districtId: 'jefferson' });
    for (const id of ['sa-1', 'sa-2']) await storeWithStudents(id);
    await storeUnit(ledger, 'sa-3', { changes: { scores: [score(OTHER)] } });
  });

  it('a student is found, taken out of everything, and not found any more', async () => {
    await run(['find-student', DISTRICT, STUDENT.studentId]);
    expect(await run(['delete-student', DISTRICT, STUDENT.studentId])).toBe(true);
    await run(['find-student', DISTRICT, STUDENT.studentId]);
    expect(said).toEqual([
      'the student stands in 2 units and 2 attempts',
      'taken out of 2 units, 2 of their attempts removed',
      'the student stands in 0 units and 0 attempts',
    ]);
    const units = await ledger.sectionAssessments.scan(DISTRICT, { limit: 10 });
    const text = JSON.stringify(units);
    for (const id of Object.values(STUDENT)) expect(text).not.toContain(id);
    const others = (record: UnitRecord): number =>
      record.sis.scores.length + (record.sis.elsewhere?.[0]?.scores.length ?? 0);
    expect(units.map(others)).toEqual([2, 2, 0]);
    expect(units[0]?.delivery.intent?.carried?.[0]?.scores).toHaveLength(1);
    expect(units.map(({ otus }) => otus.snapshot.scores.map(({ studentId }) => studentId))).toEqual(
      Array.from({ length: 3 }, () => [OTHER.studentId]),
    );
    const { items } = await ledger.audit.list(DISTRICT, { limit: 1 });
    expect(items).toMatchObject([
      {
        command: 'deletion',
        by: { token: 'operator' },
        asked: { what: 'student' },
        outcome: { result: { units: 2, left: 0 } },
      },
    ]);
    if (kind === 'SQLite') for (const id of Object.values(STUDENT)) expect(wholeFile()).not.toContain(id);
  });

  it('a unit in hand keeps the student until it is done again', async () => {
    const lane = await ledger.lanes.acquire(DISTRICT, 'delivery-1', 60_000);
    const [record] = await ledger.sectionAssessments.load(DISTRICT, ['sa-1']);
    const due = { ...record!.delivery, dueAt: 1 };
    await ledger.sectionAssessments.recordEvaluations([
      { ...record!, delivery: due, expectedVersion: record!.version },
    ]);
    const claim = { districtId: DISTRICT, owner: 'delivery-1', fence: lane!.fence, now: NOW, limit: 10 };
    expect(await ledger.sectionAssessments.claimDeliveries(claim)).toHaveLength(1);
    expect(await run(['delete-student', DISTRICT, STUDENT.studentId])).toBe(false);
    expect(said.at(-1)).toBe('1 units are being delivered or written: do it again');
  });

  it('a district is exported as a whole, without its secrets', async () => {
    await run(['export', DISTRICT]);
    const lines = said.map((line) => JSON.parse(line) as { kind: string; record: Record<string, unknown> });
    expect(lines.map((line) => line.kind)).toEqual([
      ...['export', 'settings', 'sectionAssessment', 'sectionAssessment', 'sectionAssessment', 'attempt', 'attempt'],
      'command',
    ]);
    expect(lines[0]?.record).toMatchObject({ districtId: DISTRICT, counts: { sectionAssessments: 3, attempts: 2 } });
    expect(said.join('\n')).not.toMatch(/sealed:|sha256|clientSecret/);
    expect(said.join('\n')).toContain(STUDENT.studentId);
  });

  it('a district is removed as a whole, and the log says by whom', async () => {
    expect(await run(['delete', DISTRICT, '--confirm', DISTRICT])).toBe(true);
    for (const data of DISTRICT_DATA) expect(await ledger.districtData.count(DISTRICT, data)).toBe(0);
    expect(await ledger.districts.get('jefferson')).not.toBeNull();
    const { items } = await ledger.audit.list(DISTRICT, { limit: 1 });
    expect(items).toMatchObject([
      {
        command: 'deletion',
        asked: { what: 'district' },
        outcome: { ok: true, result: { removed: { sectionAssessments: 3 } } },
      },
    ]);
    await expect(run(['export', DISTRICT])).rejects.toThrow(`there is no district ${DISTRICT}`);
  });
});

describe('a command that is not meant so', () => {
  beforeEach(async () => {
    await open('SQLite');
    await putDistrict(ledger);
  });

  it.each([
    [[]],
    [['delete', DISTRICT]],
    [['delete', DISTRICT, '--confirm', 'lincon']],
    [['delete-student', DISTRICT]],
    [['purge', DISTRICT]],
  ])('%j does nothing', async (args) => {
    await expect(run(args)).rejects.toThrow();
    expect(await ledger.districts.get(DISTRICT)).not.toBeNull();
  });

  it('nor does one for a district that the file would bring back', async () => {
    const file = path.join(folder, 'districts.json');
    await writeFile(file, JSON.stringify([{ ...settingsJson(), districtId: DISTRICT }]));
    const deleting = run(['delete', DISTRICT, '--confirm', DISTRICT], file);
    await expect(deleting).rejects.toThrow('take it out first');
    expect(await ledger.districts.get(DISTRICT)).not.toBeNull();
  });
});
