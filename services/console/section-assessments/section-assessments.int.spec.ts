import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeReason, REASON_CODES, type ReasonCode } from '@passback/domain';
import { systemClock } from '@passback/service-kit';
import { UNLINKED } from '../../../libs/domain/testing/given.ts';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, TOKENS } from '../testing/settings.fixture.ts';
import { csvLine } from '../http/csv.ts';
import { csvPages } from '../http/send-csv.ts';
import { unitTable } from './list-csv.ts';
import { deliverUnit, storeUnit, TRACE_ID } from '../testing/units.fixture.ts';

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

/** A console for which it is noon UTC of that date. */
async function startOn(date: string): Promise<void> {
  await console.stop();
  console = await startConsole({}, { clock: { ...systemClock, now: () => Date.parse(`${date}T12:00:00Z`) } });
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
    const section = { ...UNLINKED, otusClassId: 'c-78' };
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
          kind: 'standard',
          assessmentType: 'Quiz',
          dueDate: '2026-11-20',
          totalPoints: 30,
          state: expect.any(String),
          reasons: expect.any(Array),
          words: expect.any(Array),
          scores: { held: 0, due: 1, sent: 0, kept: 0, rejected: 0 },
          revision: 7,
          changedAt: '1970-01-01T00:00:01.000Z',
          section: '85001',
          otusClassId: 'c-77',
        },
      ],
      cursor: null,
      term: null,
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

  it('of this term has what changed since the grading period of today began, and names it', async () => {
    await startOn('2026-11-12');
    // The first instant of 12 October in Chicago, and the last one before it.
    await storeUnit(console.ledger, 'first', { changedAt: Date.parse('2026-10-12T05:00:00Z') });
    await storeUnit(console.ledger, 'before', { changedAt: Date.parse('2026-10-12T04:59:59.999Z') });
    expect(await listed('?term=current')).toEqual(['first']);
    expect((await console.call<List>('GET', `${UNITS}?term=current`, VIEWER)).body).toMatchObject({
      term: { name: 'Q2', start: '2026-10-12', end: '2026-12-18' },
    });
    expect(await listed('?term=current&teacher=nobody')).toEqual([]);
    expect(await listed('')).toEqual(['first', 'before']);
  });

  it('of this term is everything on a day that no grading period is known for', async () => {
    await startOn('2026-12-19');
    await storeUnit(console.ledger, 'sa-1', { changedAt: 1_000 });
    expect(await listed('?term=current')).toEqual(['sa-1']);
  });

  it('is narrowed by text, student and teacher', async () => {
    const assigned = { identifier: 'S4', title: '100% Fractions', assignedBy: 'otus-user-13' };
    await storeUnit(console.ledger, 'sa-4', { changedAt: 4_000, changes: { ...assigned, scores: [] } });
    expect(await listed('?search=FRACTIONS')).toEqual(['sa-4']);
    expect(await listed(`?search=${encodeURIComponent('0%')}`)).toEqual(['sa-4']);
    expect(await listed(`?search=${encodeURIComponent('%')}&state=withdrawn`)).toEqual([]);
    expect(await listed('?student=otus-stu-5')).toEqual(['sa-2', 'sa-3', 'sa-1']);
    expect(await listed('?student=81001&search=s1')).toEqual(['sa-1']);
    expect(await listed('?teacher=8301')).toEqual(['sa-4', 'sa-2', 'sa-1']);
    expect(await listed('?teacher=otus-user-13')).toEqual(['sa-4']);
    expect(await listed('?teacher=otus-user-12&section=85001')).toEqual(['sa-2', 'sa-1']);
    expect(await listed('?search=&student=&teacher=&format=')).toHaveLength(4);
  });

  it('says each reason in words, and what became of the scores', async () => {
    await storeUnit(console.ledger, 'sa-4', { changedAt: 4_000, runId: 'night-1' });
    await deliverUnit(console.ledger, 'sa-4');
    const { body } = await console.call<{ items: Record<string, unknown>[] }>('GET', UNITS, VIEWER);
    expect(body.items[0]).toMatchObject({ sectionAssessmentId: 'sa-4', words: [] });
    expect(body.items[0]).toMatchObject({ scores: { sent: 1, kept: 0, held: 0, rejected: 0 } });
    const withdrawn = body.items.find(({ sectionAssessmentId }) => sectionAssessmentId === 'sa-2');
    const reasons = withdrawn?.['reasons'] as ReasonCode[];
    expect(reasons).toContain('WITHDRAWN');
    expect(withdrawn?.['words']).toEqual(reasons.map((code) => ({ ...describeReason({ code }), scope: 'unit' })));
  });

  it('says first what keeps back all of the unit, then what keeps back scores of it, each as such', async () => {
    const score = { scoreId: 'sc-1', studentId: 'otus-stu-5', sisStudentId: null, points: 26.5 };
    const graded = { completion: 'graded', status: 'onTime', gradedAt: '2026-11-10T18:22:00Z' } as const;
    const changes = { totalPoints: 27.5, scores: [{ ...score, ...graded }] };
    await storeUnit(console.ledger, 'sa-4', { changedAt: 4_000, changes });
    const { body } = await console.call<{ items: { words: object[] }[] }>('GET', UNITS, VIEWER);
    expect(body.items[0]?.words).toEqual([
      { ...describeReason({ code: 'TOTAL_NOT_WHOLE' }), scope: 'unit' },
      { ...describeReason({ code: 'STUDENT_NOT_LINKED' }), scope: 'score' },
    ]);
  });

  it.each([
    ['state=lost', ['state']],
    ['reason=BECAUSE', ['reason']],
    ['cursor=nonsense', ['cursor']],
    ['limit=0', ['limit']],
    ['limit=many&state=x', ['state', 'limit']],
    ['stat=held', ['stat']],
    ['state=held&state=due', ['state']],
    ['format=xml', ['format']],
    [`search=${'x'.repeat(101)}&student=${'x'.repeat(101)}`, ['search', 'student']],
    ['teacher=%00', ['teacher']],
    ['format=csv&cursor=nonsense', ['cursor']],
  ])('?%s is 400 and names it', async (query, paths) => {
    const { status, errors } = await console.problem('GET', `${UNITS}?${query}`);
    expect(status).toBe(400);
    expect(errors.map(({ path }) => path).sort()).toEqual([...paths].sort());
  });
});

describe('the list as a file', () => {
  const file = async (query = '') => {
    const headers = { authorization: `Bearer ${TOKENS.viewer}` };
    const response = await fetch(`${console.url}${UNITS}?format=csv${query}`, { headers });
    return { response, lines: (await response.text()).split('\r\n') };
  };

  it('has a row a unit, every page of them, and no formula', async () => {
    const title = '=HYPERLINK("http://x","y")';
    for (let index = 0; index < 201; index += 1) {
      await storeUnit(console.ledger, `sa-${index}`, {
        changedAt: index,
        changes: { title, withdrawn: index === 200 },
      });
    }
    const { response, lines } = await file('&limit=1');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(lines).toHaveLength(1 + 201 + 1);
    expect(lines[0]).toBe(
      'sectionAssessmentId,identifier,title,state,reasons,what to do,section,dueDate,sent,kept,due,held,rejected,changedAt',
    );
    const { fix } = describeReason({ code: 'WITHDRAWN' });
    expect(lines[1]).toContain(`sa-200,S130545,"'=HYPERLINK(""http://x"",""y"")",withdrawn,WITHDRAWN,`);
    expect(lines[1]).toContain(fix);
    expect(lines[1]).toMatch(/,85001,2026-11-20,0,0,0,1,0,1970-01-01T00:00:00\.200Z$/);
    expect(lines[201]).toMatch(/^sa-0,/);
    expect(lines[202]).toBe('');
  });

  it('is narrowed as the list is, and has what became of the scores', async () => {
    await storeUnit(console.ledger, 'sa-1', { changes: { withdrawn: true } });
    await storeUnit(console.ledger, 'sa-2', { runId: 'night-1' });
    await deliverUnit(console.ledger, 'sa-2');
    const { lines } = await file('&state=inSync&search=exam');
    expect(lines.slice(1)).toEqual([
      'sa-2,S130545,Mid Term Exam,inSync,,,85001,2026-11-20,1,0,0,0,0,2026-11-12T11:00:00.000Z',
      '',
    ]);
  });

  it('says where it was cut off', async () => {
    for (const id of ['sa-1', 'sa-2', 'sa-3']) await storeUnit(console.ledger, id);
    const read = (page: { cursor?: string }) =>
      console.ledger.sectionAssessments.list(DISTRICT, {}, { ...page, limit: 2 });
    const written = async (most: number) => {
      const pieces: string[] = [];
      for await (const piece of csvPages(unitTable('en'), read, await read({}), most)) pieces.push(piece);
      return pieces
        .join('')
        .replace(/^\ufeff/, '')
        .split('\r\n')
        .map((line) => line.split(',')[0]);
    };
    expect(await written(3)).toEqual(['sectionAssessmentId', 'sa-3', 'sa-2', 'sa-1', '']);
    expect(await written(2)).toEqual(['sectionAssessmentId', 'sa-3', 'sa-2', 'cut off after 2 rows', '']);
    expect(await written(1)).toEqual(['sectionAssessmentId', 'sa-3', 'cut off after 1 rows', '']);
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

describe('the counts', () => {
  it('have every state, and when a unit last changed', async () => {
    const none = { held: 0, due: 0, sending: 0, retrying: 0, inSync: 0, rejected: 0, withdrawn: 0 };
    const counts = async () => (await console.call('GET', `/v1/districts/${DISTRICT}/counts`, VIEWER)).body;
    expect(await counts()).toEqual({ states: none, changedAt: null });
    await storeUnit(console.ledger, 'sa-1', { changedAt: 3_000, changes: { withdrawn: true } });
    await storeUnit(console.ledger, 'sa-2', { changedAt: 1_000, changes: { withdrawn: true } });
    await storeUnit(console.ledger, 'sa-3', { changedAt: 2_000, runId: 'night-2026-11-12' });
    expect(await counts()).toEqual({
      states: { ...none, withdrawn: 2, due: 1 },
      changedAt: '1970-01-01T00:00:03.000Z',
    });
  });
});

describe('the reasons that hold units', () => {
  it('are ranked, in words, without those of other districts', async () => {
    await storeUnit(console.ledger, 'sa-1', { changes: { withdrawn: true } });
    await storeUnit(console.ledger, 'sa-2', { changes: { withdrawn: true, totalPoints: 27.5 } });
    const hits = await console.call('GET', `/v1/districts/${DISTRICT}/reasons/hits`, VIEWER);
    expect(hits.status).toBe(200);
    expect(hits.body).toEqual({
      items: [
        { ...describeReason({ code: 'WITHDRAWN' }), units: 2, scores: 2, redriveUnits: 0 },
        { ...describeReason({ code: 'TOTAL_NOT_WHOLE' }), units: 1, scores: 1, redriveUnits: 0 },
      ],
    });
    const spanish = { ...VIEWER, headers: { 'accept-language': 'es' } };
    const { name, lines } = await console.file('GET', `/v1/districts/${DISTRICT}/reasons/hits?format=csv`, spanish);
    expect([name, lines[0]]).toEqual([
      'reasons.csv',
      'code,level,message,what to do,who,units,scores,units to send again',
    ]);
    // As a link asks, which can set no header.
    const linked = await console.file('GET', `/v1/districts/${DISTRICT}/reasons/hits?format=csv&language=es`, {
      ...VIEWER,
      headers: { 'accept-language': 'en' },
    });
    expect(linked.lines).toEqual(lines);
    const words = (code: ReasonCode) => {
      const { level, message, fix, who } = describeReason({ code }, 'es');
      return [code, level, message, fix, who];
    };
    expect(lines.slice(1).map((line) => `${line}\r\n`)).toEqual([
      csvLine([...words('WITHDRAWN'), 2, 2, 0]),
      csvLine([...words('TOTAL_NOT_WHOLE'), 1, 1, 0]),
    ]);
    const other = await console.call('GET', '/v1/districts/jefferson/reasons/hits', { token: TOKENS.other });
    expect(other.body).toEqual({ items: [] });
    expect((await console.problem('GET', '/v1/districts/jefferson/reasons/hits')).status).toBe(403);
  });
});
