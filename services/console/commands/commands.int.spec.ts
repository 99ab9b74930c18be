import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { status } from '@grpc/grpc-js';
import { describeReason } from '@passback/domain';
import { csvLine } from '../http/csv.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, hashOf, settingsJson, TOKENS } from '../testing/settings.fixture.ts';

const PATH = `/v1/districts/${DISTRICT}`;

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole();
});
afterEach(() => console.stop());

describe('a redrive', () => {
  const requestedBy = hashOf(TOKENS.admin).slice(0, 12);

  it('is of a reason or of units, and says who asked', async () => {
    const byReason = await console.call('POST', `${PATH}/redrive`, { body: { reason: 'SIS_REJECTED' } });
    expect([byReason.status, byReason.body]).toEqual([202, { units: 3, runId: 'redrive-1', dryRun: false }]);
    console.services.answers['Redrive'] = { units: 2, runId: '' };
    const counted = await console.call('POST', `${PATH}/redrive`, {
      body: { sectionAssessmentIds: ['sa-1', 'sa-2'], repair: 'missing', dryRun: true },
    });
    expect([counted.status, counted.body]).toEqual([202, { units: 2, runId: null, dryRun: true }]);
    expect(console.services.asked.map(({ request }) => request)).toEqual([
      {
        ...{ districtId: DISTRICT, reason: 'SIS_REJECTED', sectionAssessmentIds: [] },
        ...{ repair: '', dryRun: false, requestedBy },
      },
      {
        ...{ districtId: DISTRICT, reason: '', sectionAssessmentIds: ['sa-1', 'sa-2'] },
        ...{ repair: 'missing', dryRun: true, requestedBy },
      },
    ]);
  });

  it.each<[string, unknown, string[]]>([
    ['neither', {}, ['reason']],
    ['both', { reason: 'SIS_REJECTED', sectionAssessmentIds: ['sa-1'] }, ['reason']],
    ['an unknown reason', { reason: 'BECAUSE' }, ['reason']],
    ['a repair by cause', { reason: 'SIS_REJECTED', repair: 'all' }, ['repair']],
    ['an unknown repair', { sectionAssessmentIds: ['sa-1'], repair: 'some' }, ['repair']],
    ['no units', { sectionAssessmentIds: [] }, ['sectionAssessmentIds']],
    ['too many units', { sectionAssessmentIds: Array.from({ length: 1_001 }, String) }, ['sectionAssessmentIds']],
    ['several wrong fields', { reason: 7, dryRun: 'yes', force: true }, ['force', 'reason', 'dryRun']],
    ['nothing', '', ['']],
  ])('of %s is 400', async (_what, body, paths) => {
    const { status, errors } = await console.problem('POST', `${PATH}/redrive`, { body });
    expect([status, errors.map(({ path }) => path).sort()]).toEqual([400, paths.sort()]);
    expect(console.services.asked).toEqual([]);
  });
});

describe('a re-base', () => {
  it('is of all units whose revisions went back, or of named ones, says who asked, and is on record', async () => {
    const all = await console.call('POST', `${PATH}/rebase`, { body: { dryRun: true } });
    expect([all.status, all.body]).toEqual([200, { units: 2, dryRun: true }]);
    const named = await console.call('POST', `${PATH}/rebase`, { body: { sectionAssessmentIds: ['sa-1'] } });
    expect([named.status, named.body]).toEqual([200, { units: 2, dryRun: false }]);
    const requestedBy = hashOf(TOKENS.admin).slice(0, 12);
    expect(console.services.asked.map(({ request }) => request)).toEqual([
      { districtId: DISTRICT, sectionAssessmentIds: [], dryRun: true, requestedBy },
      { districtId: DISTRICT, sectionAssessmentIds: ['sa-1'], dryRun: false, requestedBy },
    ]);
    const { body } = await console.call('GET', `${PATH}/audit`, {});
    expect(body).toMatchObject({ items: [{ command: 'rebase' }, { command: 'rebase' }] });
  });

  it('is for administrators', async () => {
    const { status } = await console.problem('POST', `${PATH}/rebase`, { body: {}, token: TOKENS.viewer });
    expect(status).toBe(403);
    expect(console.services.asked).toEqual([]);
  });
});

describe('PowerSchool', () => {
  it('is seen through the lane', async () => {
    const { body } = await console.call('GET', `${PATH}/lanes`, { token: TOKENS.viewer });
    expect(body).toEqual({
      items: [
        {
          districtId: DISTRICT,
          owner: null,
          fence: 3,
          leasedUntil: null,
          minIntervalMs: 50,
          circuit: 'open',
          circuitCode: 'SIS_CREDENTIALS',
          circuitOpenSince: '2026-11-12T07:00:00.000Z',
          dueUnits: 12,
        },
      ],
    });
  });

  it('is checked by teacher and category, in the language of the caller', async () => {
    const none = { code: '', message: '', teacherId: '', category: '', schoolId: '', termId: '', kind: '' };
    const of = { check: 'category', teacherId: '8301', schoolId: '100', termId: '3600' };
    const message = 'The category "Tests" does not exist for teacher 8301.';
    const missing = { ok: false, finding: 'missing', code: 'CATEGORY_INACTIVE', message, ...of, category: 'Tests' };
    console.services.answers['CheckConnection'] = {
      ok: false,
      checks: [
        { ...none, check: 'credentials', ok: true, finding: 'ok' },
        { ...none, ...missing },
      ],
      categories: [],
    };
    const spanish = { headers: { 'accept-language': 'es' } };
    const { body } = await console.call('POST', `${PATH}/connection-check`, spanish);
    const nothing = { code: null, words: null, teacherId: null, category: null, schoolId: null, termId: null };
    expect(body).toEqual({
      ok: false,
      checks: [
        { ...nothing, check: 'credentials', ok: true, finding: 'ok', message: '' },
        { ...missing, words: describeReason({ code: 'CATEGORY_INACTIVE' }, 'es') },
      ],
    });
    const file = await console.file('POST', `${PATH}/connection-check?format=csv`, spanish);
    const { message: means, fix, who } = describeReason({ code: 'CATEGORY_INACTIVE' }, 'es');
    const columns = 'teacherId,category,check,finding,ok,code,message,what it means,what to do,who,schoolId,termId';
    const cells = ['8301', 'Tests', 'category', 'missing', 'false', 'CATEGORY_INACTIVE', message, means, fix, who];
    expect(file).toEqual({
      name: 'connection-check.csv',
      lines: [columns, ',,credentials,ok,true,,,,,,,', csvLine([...cells, '100', '3600']).trimEnd()],
    });
    const { body: log } = await console.call<{ items: unknown[] }>('GET', `${PATH}/audit`);
    expect(log.items).toHaveLength(2);
    const { status } = await console.problem('POST', `${PATH}/connection-check?format=xls`);
    expect([status, console.services.asked.length]).toEqual([400, 2]);
  });

  it('is read back cell by cell, a piece at a time', async () => {
    const unit = { sectionAssessmentId: 'sa-1', identifier: 'S1', title: 'Exam' };
    const student = { studentId: 'o-1', sisStudentId: '81001' };
    const said = { ...(console.services.answers['Reconcile'] as object), nextAfter: 'sa-1', unitsLeft: 7 };
    console.services.answers['Reconcile'] = {
      ...said,
      drifts: [
        { ...unit, ...student, sectionId: '85001', kind: 'different', sent: 5, held: 0, exempt: true },
        { ...unit, studentId: '', sisStudentId: '', sectionId: '85001', kind: 'extraAssignment', exempt: false },
      ],
    };
    const { body } = await console.call('POST', `${PATH}/reconcile`, { body: { after: 'sa-0', seconds: 20 } });
    const assignment = { studentId: null, sisStudentId: null, sent: null, held: null };
    expect(body).toEqual({
      ...said,
      drifts: [
        { ...unit, ...student, section: '85001', kind: 'different', sent: 5, held: 0, exempt: true },
        { ...unit, ...assignment, section: '85001', kind: 'extraAssignment', exempt: false },
      ],
    });
    expect(console.services.asked.map(({ request }) => request)).toMatchObject([{ after: 'sa-0', limitMs: 20_000 }]);
    for (const seconds of [14, 241])
      expect((await console.problem('POST', `${PATH}/reconcile`, { body: { seconds } })).status).toBe(400);
  });

  it('is checked and read back', async () => {
    expect((await console.call('POST', `${PATH}/connection-check`)).body).toEqual({ ok: true, checks: [] });
    const readBack = await console.call('POST', `${PATH}/reconcile`, { body: { sectionId: '85001' } });
    expect(readBack.body).toMatchObject({ unitsRead: 1, different: 1, drifts: [] });
    expect((await console.call('POST', `${PATH}/reconcile`)).status).toBe(200);
    expect(console.services.asked.map(({ request }) => request)).toEqual([
      { districtId: DISTRICT, step: '' },
      { districtId: DISTRICT, sectionId: '85001', schoolId: '', after: '' },
      { districtId: DISTRICT, sectionId: '', schoolId: '', after: '' },
    ]);
    const both = { sectionId: '1', schoolId: '2' };
    expect((await console.problem('POST', `${PATH}/reconcile`, { body: both })).status).toBe(400);
  });
});

describe('a service behind the console', () => {
  it.each<[keyof typeof status, number]>([
    ['NOT_FOUND', 404],
    ['INVALID_ARGUMENT', 400],
    ['FAILED_PRECONDITION', 409],
    ['RESOURCE_EXHAUSTED', 503],
    ['INTERNAL', 500],
  ])('that answers %s is %d here', async (code, expected) => {
    console.services.failWith(code, 'in other words');
    const { status, headers } = await console.problem('POST', `${PATH}/redrive`, { body: { reason: 'WITHDRAWN' } });
    expect(status).toBe(expected);
    expect(headers.has('retry-after')).toBe(expected === 503);
  });

  it('that is away is 503 with Retry-After, while what the ledger knows is still answered', async () => {
    console.services.failWith('UNAVAILABLE', 'starting');
    const calls: [string, string, unknown][] = [
      ['GET', `${PATH}/preview`, undefined],
      ['POST', `${PATH}/runs`, undefined],
      ['POST', `${PATH}/redrive`, { reason: 'WITHDRAWN' }],
      ['GET', `${PATH}/lanes`, undefined],
    ];
    for (const [method, path, body] of calls) {
      const { status, headers } = await console.problem(method, path, { body });
      expect([path, status]).toEqual([path, 503]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    // A redrive is not tried twice by itself; what is safe to repeat is.
    const tries = console.services.asked.filter(({ method }) => method === 'Redrive');
    expect(tries).toHaveLength(1);
    expect((await console.call('GET', `${PATH}/runs`)).status).toBe(200);
    expect((await console.call('GET', '/readyz')).status).toBe(200);
  });
});

describe('who may do what', () => {
  const READS = [
    '',
    '/changes',
    '/section-assessments',
    '/section-assessments/x',
    '/preview',
    '/runs',
    '/runs/x',
    '/reasons',
    '/lanes',
    '/setup-check',
  ];
  const COMMANDS: [string, string][] = [
    ['PUT', ''],
    ['POST', '/runs'],
    ['POST', '/redrive'],
    ['POST', '/section-assessments/x/send'],
    ['POST', '/section-assessments/x/check'],
    ['POST', '/connection-check'],
    ['POST', '/setup-check'],
    ['POST', '/reconcile'],
    ['POST', '/tokens'],
  ];
  const CALLERS = {
    none: null,
    unknown: 'nonsense',
    ...{ other: TOKENS.other, otus: TOKENS.otus, viewer: TOKENS.viewer, admin: TOKENS.admin },
  } as const;
  /** All at once: who is not known is looked for anew, a moment later. */
  const statuses = async (method: string, path: string) => {
    const answers = Object.entries(CALLERS).map(async ([who, token]) => {
      const { status } = await console.call(method, path, {
        token,
        ...(method === 'GET' ? {} : { body: 'not even JSON' }),
      });
      return [who, status] as const;
    });
    return Object.fromEntries(await Promise.all(answers)) as Record<keyof typeof CALLERS, number>;
  };

  it.each(READS.map((path) => [path]))('GET …%s: viewers and administrators of the district', async (path) => {
    const { none, unknown, other, otus, viewer, admin } = await statuses('GET', `${PATH}${path}`);
    expect([none, unknown, other, otus]).toEqual([401, 401, 403, 403]);
    expect([viewer, admin]).toEqual(path.endsWith('/x') ? [404, 404] : [200, 200]);
  });

  it.each(COMMANDS)('%s …%s: administrators of the district, judged before the body', async (method, path) => {
    expect(await statuses(method, `${PATH}${path}`)).toEqual({
      none: 401,
      unknown: 401,
      other: 403,
      otus: 403,
      viewer: 403,
      admin: 400,
    });
    expect(console.services.asked).toEqual([]);
  });

  it('changes with the settings', async () => {
    const tokens = [{ sha256: hashOf('new'), roles: ['admin', 'viewer'] }];
    expect((await console.call('PUT', PATH, { body: settingsJson({ tokens }) })).status).toBe(200);
    const deadline = Date.now() + 10_000;
    const isIn = async (token: string) => (await console.call('GET', PATH, { token })).status === 200;
    while ((!(await isIn('new')) || (await isIn(TOKENS.viewer))) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect([await isIn('new'), await isIn(TOKENS.viewer)]).toEqual([true, false]);
  });
});

describe('the API', () => {
  it('describes every call in words', async () => {
    const { body } = await console.call<{ paths: Record<string, Record<string, { summary?: string }>> }>(
      'GET',
      '/documentation/json',
    );
    const calls = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary }]) => ({ call: `${method} ${path}`, summary })),
    );
    expect(calls).toHaveLength(43);
    for (const { call, summary } of calls) expect([call, summary]).toEqual([call, expect.stringMatching(/^[A-Z]/)]);
  });

  it('has problems for what is not there, and for other media types', async () => {
    expect((await console.problem('GET', '/v1/nothing')).status).toBe(404);
    const csv = { body: 'a,b', headers: { 'content-type': 'text/csv' } };
    expect((await console.problem('POST', `${PATH}/redrive`, csv)).status).toBe(415);
    const zipped = { body: '{"reason":"WITHDRAWN"}', headers: { 'content-encoding': 'gzip' } };
    expect((await console.problem('POST', `${PATH}/redrive`, zipped)).status).toBe(415);
  });

  it('takes bodies of one meaning, and none that is much more than its bytes', async () => {
    const errorsOf = async (method: string, path: string, body: unknown) =>
      (await console.problem(method, path, { body })).errors;
    expect(await errorsOf('POST', `${PATH}/redrive`, '{"reason":"WITHDRAWN","dryRun":true,"dryRun":false}')).toEqual([
      { path: 'dryRun', message: 'is there twice' },
    ]);
    const deep = { path: '', message: `is nested more than ${CONSOLE_LIMITS.jsonDepth} levels deep` };
    expect(await errorsOf('PUT', PATH, '['.repeat(1_000_000))).toEqual([deep]);
    const nothings = (count: number): object[] => Array.from({ length: count }, () => ({}));
    const many = { path: 'gradingPeriods', message: `has more than ${CONSOLE_LIMITS.jsonEntries} entries` };
    expect(await errorsOf('PUT', PATH, settingsJson({ gradingPeriods: nothings(500_000) }))).toEqual([many]);
    const { tokens } = CONSOLE_LIMITS;
    expect(await errorsOf('PUT', PATH, settingsJson({ tokens: nothings(tokens + 1) }))).toEqual([
      { path: 'tokens', message: `must NOT have more than ${tokens} items` },
    ]);
    const roles = Array.from({ length: 5_000 }, (_, index) => index);
    expect(await errorsOf('PUT', PATH, settingsJson({ tokens: [{ sha256: hashOf('x'), roles }] }))).toEqual([
      { path: 'tokens[0].roles', message: 'must NOT have more than 3 items' },
    ]);
  });
});
