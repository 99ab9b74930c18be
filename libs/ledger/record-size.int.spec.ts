import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import {
  allRestored,
  type DeliveryState,
  evaluateSectionAssessment,
  inSection,
  MAX_RECORD_BYTES,
  NO_DELIVERY,
  REASON_CODES,
  type Score,
  scoresWithinRecord,
  type SectionAssessment,
  type SisState,
  summarize,
  type WrittenScore,
} from '@passback/domain';
import { sharedMongo } from '@passback/local-infrastructure';
import { BSON, MongoClient } from 'mongodb';
import { givenUnit, UNLINKED } from '../domain/testing/given.ts';
import { type EvaluationWrite, openLedger } from './index.ts';

const NOW = 1_790_000_000_000;
const POINTS = 26.512345;
const WORDS = '€'.repeat(500);

const SCORE: Omit<Score, 'scoreId' | 'studentId' | 'sisStudentId'> = {
  completion: 'notStarted',
  status: 'onTime',
  points: POINTS,
  gradedAt: '2026-11-19T18:22:00.123456+00:00',
};

/** As many as are taken, with ids of so many characters. */
function scoresOf(idLength: number): Score[] {
  const id = (kind: string, index: number): string => `${kind}-${index}-`.padEnd(idLength, 'x');
  const all = Array.from({ length: 500 }, (_, index) => ({
    ...SCORE,
    scoreId: id('sc', index),
    studentId: id('st', index),
    sisStudentId: id('si', index),
  }));
  return all.slice(0, scoresWithinRecord(all));
}

/** Held by every rule that can hold it at once, and its scores too. */
function snapshotOf(scores: readonly Score[]): SectionAssessment {
  return givenUnit({
    sectionAssessmentId: 'u'.repeat(100),
    identifier: 'S'.repeat(100),
    revision: Number.MAX_SAFE_INTEGER,
    kind: 'plus',
    title: '€'.repeat(10_000),
    assessmentType: '€'.repeat(200),
    gradingScale: 'standards',
    totalPoints: 10_000.5,
    ...{ includeInFinalGrade: false, withdrawn: true },
    ...{ createdAt: '2020-11-02T15:00:00Z', assignedAt: '2020-11-03T15:00:00Z', dueDate: null },
    assignedBy: 'a'.repeat(100),
    section: { ...UNLINKED, otusClassId: 'c'.repeat(100), sisSectionId: '85004', sisSchoolId: '100' },
    scores,
  });
}

function cell({ scoreId, studentId, sisStudentId }: Score, index: number): WrittenScore {
  return {
    sisStudentId: sisStudentId ?? '',
    scoreId,
    studentId,
    points: POINTS,
    sentAt: NOW,
    kept: { seenPoints: POINTS, seenAt: NOW, exempt: true },
    refused: { code: 'STUDENT_NOT_ENROLLED', message: index < 30 ? WORDS : '', points: POINTS, at: NOW },
    doubt: { cause: 'restored', carried: [POINTS, POINTS, POINTS, POINTS] },
    uncheckedAt: NOW,
  };
}

/** Written in four sections, one after the other. */
function sisOf(scores: readonly Score[]): SisState {
  const fields = { title: '€'.repeat(50), dueDate: '2026-11-20', totalPoints: 30, category: '€'.repeat(200) };
  return ['85001', '85002', '85003', '85004'].reduce<SisState>(
    (before, sisSectionId) => ({
      ...inSection(before, sisSectionId),
      assignment: {
        ...fields,
        ref: { assignmentId: 'i'.repeat(40), sectionAssignmentId: 'i'.repeat(40) },
        sisSectionId,
        assessmentType: '€'.repeat(200),
        writtenAt: NOW,
        deletedAt: null,
        twins: Array.from({ length: 10 }, () => 'i'.repeat(40)),
        doubt: { cause: 'lost', carried: [fields, fields, fields, fields] },
        keptFields: ['title', 'dueDate', 'totalPoints', 'category'],
        checkedAt: NOW,
      },
      scores: scores.map(cell),
    }),
    { assignment: null, scores: [] },
  );
}

function unitOf(scores: readonly Score[]): EvaluationWrite {
  const snapshot = snapshotOf(scores);
  const decision = evaluateSectionAssessment({
    snapshot,
    rules: {
      timeZone: 'America/Chicago',
      effectiveDate: '2026-08-01',
      paused: true,
      pastDueAsZero: false,
      categories: {},
      maxTitleLength: 50,
    },
    assigner: { userId: 'a', role: 'admin', sisUserId: null, inPassbackGroup: false },
    gradingPeriod: { kind: 'none' },
    today: '2026-11-20',
  });
  const rows = scores.map(
    ({ scoreId, studentId, sisStudentId }) => [sisStudentId ?? '', POINTS, scoreId, studentId] as const,
  );
  const bytesOfRows = rows.reduce((sum, [one, , two, three]) => sum + 80 + one.length + two.length + three.length, 0);
  const carried = { at: NOW, sectionId: '85004', fields: {}, scores: rows };
  // As the claims keep them: as many attempts as have room.
  const attempts = Math.min(4, Math.floor((96 * 1024) / bytesOfRows));
  const delivery: DeliveryState = {
    ...NO_DELIVERY,
    dueAt: NOW,
    runId: 'r'.repeat(40),
    failure: { code: 'SIS_REJECTED', class: 'unit', message: WORDS, at: NOW, revision: 1 },
    intent: {
      startedAt: NOW,
      revision: 1,
      createAskedAt: NOW,
      carried: Array.from({ length: attempts }, () => carried),
    },
  };
  const sis = allRestored(sisOf(scores));
  return {
    districtId: 'd'.repeat(100),
    sectionAssessmentId: snapshot.sectionAssessmentId,
    expectedVersion: 0,
    otus: { snapshot, receivedAt: NOW, traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` },
    decision: { ...decision, evaluatedAt: NOW, settingsVersion: 1 },
    summary: summarize({ snapshot, decision, sis, delivery, previousCauses: REASON_CODES }),
    changedAt: NOW,
    sis,
    delivery,
  };
}

const LENGTHS = [8, 36, 100];

it.each(LENGTHS)('the largest unit with ids of %i characters is no larger than 1 MiB in a file', async (length) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'passback-size-'));
  const file = path.join(folder, 'ledger.db');
  const ledger = await openLedger({ url: `sqlite:${file}` });
  await ledger.sectionAssessments.recordEvaluations([unitOf(scoresOf(length))]);
  await ledger.close();
  const database = new DatabaseSync(file);
  const sql = `select length(cast(d.otus as blob)) + length(cast(d.decision as blob)) + length(cast(s.sis as blob))
    + coalesce(length(cast(u.intent as blob)), 0) + coalesce(length(cast(u.failure as blob)), 0) as bytes
    from units u join unit_decisions d on d.unit = u.unit join unit_sis s on s.unit = u.unit`;
  const { bytes } = database.prepare(sql).get() as { bytes: number };
  database.close();
  await rm(folder, { recursive: true, force: true });
  expect(bytes).toBeGreaterThan(MAX_RECORD_BYTES / 2);
  expect(bytes).toBeLessThan(MAX_RECORD_BYTES);
});

it.each(LENGTHS)('the largest unit with ids of %i characters is no larger than 1 MiB in MongoDB', async (length) => {
  const mongo = await sharedMongo();
  if (mongo === null) throw new Error('no MongoDB to test with');
  const name = `size-${randomUUID()}`;
  const ledger = await openLedger({ url: `${mongo.url}/${name}` });
  await ledger.sectionAssessments.recordEvaluations([unitOf(scoresOf(length))]);
  await ledger.close();
  const client = await new MongoClient(mongo.url).connect();
  const document = await client.db(name).collection('sectionAssessments').findOne();
  await client.close();
  const bytes = BSON.calculateObjectSize(document ?? {});
  expect(bytes).toBeGreaterThan(MAX_RECORD_BYTES / 2);
  expect(bytes).toBeLessThan(MAX_RECORD_BYTES);
});
