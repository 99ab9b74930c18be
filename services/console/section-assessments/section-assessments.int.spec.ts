import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { REASON_CODES } from '@passback/domain';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, TOKENS } from '../testing/settings.fixture.ts';
import { storeUnit, TRACE_ID } from '../testing/units.fixture.ts';

const UNITS = `/v1/districts/${DISTRICT}/section-assessments`;
const VIEWER = { token: TOKENS.viewer };

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole();
});
afterEach(() => console.stop());

interface List {
  readonly items: readonly { readonly sectionAssessmentId: string }[];
  readonly cursor: string | null;
}

async function listed(query: string): Promise<string[]> {
  const { status, body } = await console.call<List>('GET', `${UNITS}${query}`, VIEWER);
  expect(status).toBe(200);
  return body.items.map(({ sectionAssessmentId }) => sectionAssessmentId);
}

describe('the explanation', () => {
  it('says why a unit and each of its scores are where they are, with its attempts and its trace', async () => {
    await storeUnit(console.ledger, 'sa-1', { changes: { withdrawn: true, totalPoints: 27.5 } });
    await console.ledger.attempts.append(
      [1, 2].map((attempt) => ({
        districtId: DISTRICT,
        sectionAssessmentId: 'sa-1',
        runId: 'night-2026-11-11',
        attempt,
        revision: 6,
        at: Date.parse('2026-11-11T07:00:00Z') + attempt * 1_000,
        durationMs: 120,
        effect: 'create',
        requests: [{ method: 'POST', path: '/ws/xte/section/assignment', status: 500, durationMs: 100 }],
        outcome: 'failed',
        code: 'SIS_UNAVAILABLE',
        message: 'Internal Server Error',
        scores: { sent: 0, kept: 0, refused: 0 },
        traceId: TRACE_ID,
      })),
    );
    const { status, body } = await console.call<Record<string, unknown>>('GET', `${UNITS}/sa-1`, VIEWER);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      sectionAssessmentId: 'sa-1',
      identifier: 'S130545',
      title: 'Mid Term Exam',
      state: 'withdrawn',
      notices: [],
      desired: { title: 'Mid Term Exam (S130545)', dueDate: '2026-11-20', category: 'Quizzes', totalPoints: 27.5 },
      sis: null,
      scores: [{ scoreId: 'sc-1', studentId: 'otus-stu-5', state: 'held', points: 26.5, notices: [], sentAt: null }],
      receivedAt: '2026-11-12T09:59:59.000Z',
      evaluatedAt: '2026-11-12T10:00:00.000Z',
      traceId: TRACE_ID,
    });
    const reasons = body['reasons'] as Record<string, unknown>[];
    expect(reasons.map(({ code }) => code).sort()).toEqual(['TOTAL_NOT_WHOLE', 'WITHDRAWN']);
    expect(Object.keys(reasons[0] ?? {}).sort()).toEqual(['code', 'fix', 'level', 'message', 'who']);
    expect(body['attempts']).toMatchObject([
      { attempt: 2, at: '2026-11-11T07:00:02.000Z', outcome: 'failed', code: 'SIS_UNAVAILABLE' },
      { attempt: 1 },
    ]);
  });

  it('of what is not known is 404, as is that of another district', async () => {
    await storeUnit(console.ledger, 'sa-1');
    expect((await console.problem('GET', `${UNITS}/sa-2`)).status).toBe(404);
    const other = '/v1/districts/jefferson/section-assessments/sa-1';
    expect((await console.problem('GET', other, { token: TOKENS.other })).status).toBe(404);
    expect((await console.problem('GET', other)).status).toBe(403);
  });

  it('finds ids with any characters', async () => {
    await storeUnit(console.ledger, 'sä/1 %');
    const { body } = await console.call('GET', `${UNITS}/${encodeURIComponent('sä/1 %')}`, VIEWER);
    expect(body).toMatchObject({ sectionAssessmentId: 'sä/1 %' });
  });
});

describe('the list', () => {
  beforeEach(async () => {
    await storeUnit(console.ledger, 'sa-1', { changedAt: 1_000, changes: { identifier: 'S1' } });
    await storeUnit(console.ledger, 'sa-2', { changedAt: 3_000, changes: { identifier: 'S2', withdrawn: true } });
    const section = { otusClassId: 'c-78', sisSectionId: null, sisSchoolId: null, sisTeacherId: null, sisTermId: null };
    await storeUnit(console.ledger, 'sa-3', { changedAt: 2_000, changes: { identifier: 'S3', section } });
  });

  it('has the newest change first, and pages', async () => {
    expect(await listed('')).toEqual(['sa-2', 'sa-3', 'sa-1']);
    const first = await console.call<List>('GET', `${UNITS}?limit=2`, VIEWER);
    expect(first.body.items).toHaveLength(2);
    const cursor = encodeURIComponent(first.body.cursor ?? '');
    const second = await console.call<List>('GET', `${UNITS}?limit=2&cursor=${cursor}`, VIEWER);
    expect(second.body).toEqual({
      items: [
        {
          sectionAssessmentId: 'sa-1',
          identifier: 'S1',
          title: 'Mid Term Exam',
          state: expect.any(String),
          reasons: expect.any(Array),
          revision: 7,
          changedAt: '1970-01-01T00:00:01.000Z',
          section: '85001',
          otusClassId: 'c-77',
        },
      ],
      cursor: null,
    });
  });

  it('is narrowed by what is asked for; empty parameters ask for nothing', async () => {
    expect(await listed('?state=withdrawn')).toEqual(['sa-2']);
    expect(await listed('?reason=SECTION_NOT_LINKED')).toEqual(['sa-3']);
    expect(await listed('?identifier=S1')).toEqual(['sa-1']);
    expect(await listed('?section=85001')).toEqual(['sa-2', 'sa-1']);
    expect(await listed('?state=withdrawn&section=85001&reason=WITHDRAWN&identifier=S2')).toEqual(['sa-2']);
    expect(await listed('?state=&reason=&identifier=&section=&cursor=')).toEqual(['sa-2', 'sa-3', 'sa-1']);
    expect(await listed('?identifier=S4')).toEqual([]);
  });

  it.each([
    ['state=lost', ['state']],
    ['reason=BECAUSE', ['reason']],
    ['cursor=nonsense', ['cursor']],
    ['limit=0', ['limit']],
    ['limit=many&state=x', ['state', 'limit']],
    ['stat=held', ['stat']],
    ['state=held&state=due', ['state']],
  ])('?%s is 400 and names it', async (query, paths) => {
    const { status, errors } = await console.problem('GET', `${UNITS}?${query}`);
    expect(status).toBe(400);
    expect(errors.map(({ path }) => path).sort()).toEqual([...paths].sort());
  });
});

describe('the reasons', () => {
  it('are all there, in words', async () => {
    const { body } = await console.call<{ items: { code: string; message: string; fix: string }[] }>(
      'GET',
      `/v1/districts/${DISTRICT}/reasons`,
      VIEWER,
    );
    expect(body.items.map(({ code }) => code)).toEqual(REASON_CODES);
    for (const { message, fix } of body.items) expect(`${message}${fix}`).not.toMatch(/[{}]|undefined/);
  });
});

describe('the preview', () => {
  it('is what the rules service says', async () => {
    const { status, body } = await console.call(
      'GET',
      `/v1/districts/${DISTRICT}/preview?date=2026-11-12&limit=5`,
      VIEWER,
    );
    expect(status).toBe(200);
    expect(body).toEqual(console.services.answers['Preview']);
    await console.call('GET', `/v1/districts/${DISTRICT}/preview?date=`, VIEWER);
    expect(console.services.asked).toEqual([
      { method: 'Preview', request: { districtId: DISTRICT, date: '2026-11-12', limit: 5 } },
      { method: 'Preview', request: { districtId: DISTRICT, date: undefined, limit: 100 } },
    ]);
  });

  it.each(['2026-02-30', 'tomorrow', '2026-11-12T00:00:00Z'])('of the date %s is 400', async (date) => {
    const { status, errors } = await console.problem('GET', `/v1/districts/${DISTRICT}/preview?date=${date}`);
    expect([status, errors.map(({ path }) => path)]).toEqual([400, ['date']]);
  });
});
