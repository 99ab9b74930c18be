import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeReason, NO_DELIVERY, type UnitRecord } from '@passback/domain';
import type { AttemptRecord, RunRecord } from '@passback/ledger';
import { createAjv } from '@passback/service-kit';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, TOKENS } from '../testing/settings.fixture.ts';
import { DELIVERED_AT, deliverUnit, storeUnit } from '../testing/units.fixture.ts';
import type { ExplanationView } from './explanation-view.ts';
import { timelineOf } from './timeline.ts';

const UNITS = `/v1/districts/${DISTRICT}/section-assessments`;
const STARTED_AT = Date.parse('2026-11-12T10:30:00Z');

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole();
});
afterEach(() => console.stop());

async function explained(sectionAssessmentId: string): Promise<ExplanationView> {
  const { status, body } = await console.call<ExplanationView>('GET', `${UNITS}/${sectionAssessmentId}`, {
    token: TOKENS.viewer,
  });
  expect(status).toBe(200);
  return body;
}

function run(runId: string): RunRecord {
  return {
    ...{ districtId: DISTRICT, runId, kind: 'night', date: '2026-11-12', state: 'delivering', version: 1 },
    ...{ requestedBy: 'schedule', startedAt: STARTED_AT, finishedAt: null, planner: null, selection: null },
    units: { planned: 1, inSync: 0, rejected: 0, retrying: 0, held: 0 },
    scores: { sent: 0, kept: 0, held: 0, rejected: 0 },
    reasons: {},
    traceparent: null,
  };
}

function attempt(number: number, at: number, changes: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    ...{ districtId: DISTRICT, sectionAssessmentId: 'sa-1', runId: 'night-1', attempt: number, revision: 7, at },
    ...{ durationMs: 120, effect: 'create', outcome: 'failed', code: 'SIS_UNAVAILABLE', message: 'socket hang up' },
    requests: [{ method: 'POST', path: '/ws/xte/section/assignment', status: null, durationMs: 100 }],
    scores: { sent: 0, kept: 0, refused: 0 },
    traceId: null,
    ...changes,
  };
}

async function storeJourney(): Promise<void> {
  await storeUnit(console.ledger, 'sa-1', { runId: 'night-1' });
  await console.ledger.runs.open(run('night-1'));
  await deliverUnit(console.ledger, 'sa-1');
  const done = { outcome: 'done', code: null, message: '', scores: { sent: 1, kept: 0, refused: 0 } } as const;
  await console.ledger.attempts.append([attempt(1, STARTED_AT + 60_000), attempt(2, DELIVERED_AT, done)]);
}

describe('the explanation', () => {
  it('has beside each score what Otus says of it, and whose it is in PowerSchool', async () => {
    const otus = { completion: 'graded', status: 'onTime', points: 26.5, gradedAt: '2026-11-10T18:22:00Z' } as const;
    const first = { scoreId: 'sc-1', studentId: 'otus-stu-5', sisStudentId: '81001', ...otus };
    const second = { scoreId: 'sc-2', studentId: 'otus-stu-6', sisStudentId: null, ...otus, points: null };
    await storeUnit(console.ledger, 'sa-1', { changes: { scores: [first, second] } });
    const { scores } = await explained('sa-1');
    expect(scores).toMatchObject([
      { scoreId: 'sc-1', sisStudentId: '81001', otus },
      { scoreId: 'sc-2', sisStudentId: null, otus: { ...otus, points: null } },
    ]);
    expect(Object.keys(scores[0]?.otus ?? {}).sort()).toEqual(['completion', 'gradedAt', 'points', 'status']);
  });

  it('has of a score that only PowerSchool has whose it is there', async () => {
    await storeUnit(console.ledger, 'sa-1', { runId: 'night-1', changes: { scores: [] } });
    await deliverUnit(console.ledger, 'sa-1');
    expect((await explained('sa-1')).scores).toMatchObject([
      { scoreId: 'sis:81001', sisStudentId: '81001', state: 'held', otus: null },
    ]);
  });

  it('has what Otus says of the unit', async () => {
    await storeUnit(console.ledger, 'sa-1', { changes: { withdrawn: true } });
    expect((await explained('sa-1')).otus).toEqual({
      kind: 'standard',
      assessmentType: 'Quiz',
      totalPoints: 30,
      dueDate: '2026-11-20',
      includeInFinalGrade: true,
      withdrawn: true,
      assignedBy: 'otus-user-12',
      createdAt: '2026-11-02T15:00:00Z',
      assignedAt: '2026-11-03T15:00:00Z',
      section: {
        ...{ otusClassId: 'c-77', sisSectionId: '85001', sisSchoolId: '100' },
        ...{ sisTeacherId: '8301', sisTermId: '3600' },
      },
    });
  });

  it('is what the API describes, with nothing left out and nothing beside it', async () => {
    await storeJourney();
    await storeUnit(console.ledger, 'sa-2', { changes: { withdrawn: true, dueDate: null, assignedAt: null } });
    const { body } = await console.call<{ paths: Record<string, { get: OpenApiCall }> }>('GET', '/documentation/json');
    const path = '/v1/districts/{districtId}/section-assessments/{sectionAssessmentId}';
    const schema = body.paths[path]?.get.responses['200'].content['application/json'].schema;
    const validate = createAjv().compile(closed(schema) as object);
    for (const id of ['sa-1', 'sa-2']) {
      validate(await explained(id));
      expect([id, validate.errors]).toEqual([id, null]);
    }
    const { timeline: _left, ...without } = await explained('sa-1');
    expect(validate(without)).toBe(false);
    expect(validate({ ...(await explained('sa-1')), more: 1 })).toBe(false);
  });
});

interface OpenApiCall {
  readonly responses: {
    readonly 200: { readonly content: { readonly 'application/json': { readonly schema: unknown } } };
  };
}

/** The schema with no property allowed that it does not name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)]);
  const parts = Object.fromEntries(entries) as Record<string, unknown>;
  return parts['type'] === 'object' ? { ...parts, additionalProperties: false } : parts;
}

describe('the timeline', () => {
  it('tells a journey from the revision to PowerSchool, oldest first', async () => {
    await storeJourney();
    expect((await explained('sa-1')).timeline).toEqual([
      { at: '2026-11-12T09:59:59.000Z', kind: 'received', revision: 7 },
      { at: '2026-11-12T10:00:00.000Z', kind: 'decided', verdict: 'send', reasons: [] },
      { at: '2026-11-12T10:30:00.000Z', kind: 'requested', runId: 'night-1', runKind: 'night' },
      {
        ...{ at: '2026-11-12T10:31:00.000Z', kind: 'attempt', attempt: 1, runId: 'night-1', revision: 7 },
        ...{ runDate: '2026-11-12', effect: 'create', outcome: 'failed', code: 'SIS_UNAVAILABLE' },
        message: describeReason({ code: 'SIS_UNAVAILABLE' }).message,
      },
      {
        ...{ at: '2026-11-12T11:00:00.000Z', kind: 'attempt', attempt: 2, runId: 'night-1', revision: 7 },
        ...{ runDate: '2026-11-12', effect: 'create', outcome: 'done', code: null, message: null },
      },
      { at: '2026-11-12T11:00:00.000Z', kind: 'written', assignmentId: '700' },
    ]);
  });

  it('of a unit that waits has what came and what was decided, and of a run that is not known nothing', async () => {
    await storeUnit(console.ledger, 'sa-1', { changes: { withdrawn: true } });
    await storeUnit(console.ledger, 'sa-2', { runId: 'night-0' });
    const { timeline } = await explained('sa-1');
    expect(timeline).toMatchObject([
      { kind: 'received' },
      { kind: 'decided', verdict: 'hold', reasons: ['WITHDRAWN'] },
    ]);
    expect((await explained('sa-2')).timeline.map(({ kind }) => kind)).toEqual(['received', 'decided']);
  });

  it('after two runs tells of both, each attempt with its run and why it did not go, and nothing twice', async () => {
    await storeJourney();
    await console.ledger.runs.open({
      ...run('night-0'),
      kind: 'redrive',
      date: '2026-11-11',
      startedAt: STARTED_AT - 9_000,
    });
    const earlier = attempt(1, STARTED_AT - 5_000, { runId: 'night-0', code: 'CATEGORY_INACTIVE' });
    await console.ledger.attempts.append([earlier, earlier]);
    const { timeline } = await explained('sa-1');
    expect(timeline.filter(({ kind }) => kind === 'requested' || kind === 'attempt')).toMatchObject([
      { kind: 'requested', runId: 'night-0', runKind: 'redrive' },
      { runId: 'night-0', runDate: '2026-11-11', message: describeReason({ code: 'CATEGORY_INACTIVE' }).message },
      { kind: 'requested', runId: 'night-1', runKind: 'night' },
      { runId: 'night-1', attempt: 1, runDate: '2026-11-12' },
      { runId: 'night-1', attempt: 2, message: null },
    ]);
  });

  it('keeps attempts of one instant in the order in which they were made', async () => {
    await storeUnit(console.ledger, 'sa-1');
    const [record] = await console.ledger.sectionAssessments.load(DISTRICT, ['sa-1']);
    const known: UnitRecord = { ...record!, delivery: NO_DELIVERY };
    const attempts = [attempt(3, DELIVERED_AT), attempt(2, DELIVERED_AT), attempt(1, STARTED_AT)];
    const told = timelineOf({ record: known, attempts, runs: [], language: 'en' }).filter(
      (entry) => entry.kind === 'attempt',
    );
    expect(told.map(({ attempt: number }) => number)).toEqual([1, 2, 3]);
  });
});
