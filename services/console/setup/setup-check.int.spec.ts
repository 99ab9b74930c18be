import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeReason } from '@passback/domain';
import { SECTION } from '../../../libs/domain/testing/given.ts';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, TOKENS } from '../testing/settings.fixture.ts';
import { deliverUnit, storeUnit } from '../testing/units.fixture.ts';
import { SETUP_CODES, setupWords } from './setup-words.ts';

const PATH = `/v1/districts/${DISTRICT}`;

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole();
});
afterEach(() => console.stop());

interface Finding {
  readonly about: string;
  readonly level: string;
  readonly id: string | null;
  readonly count: number;
  readonly words: { readonly code: string; readonly message: string; readonly fix: string } | null;
}

interface StepBody {
  readonly step: string;
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly links?: unknown;
  readonly categories?: { readonly types: unknown; readonly listed: unknown };
  readonly night?: unknown;
  readonly trial?: { readonly units: readonly { readonly state: string }[]; readonly readBack: unknown };
}

const step = async (name: string, options: { sectionId?: string; language?: string } = {}): Promise<StepBody> => {
  const { sectionId, language = 'en' } = options;
  const body = { step: name, ...(sectionId !== undefined && { sectionId }) };
  const headers = { 'accept-language': language };
  const answer = await console.call<StepBody>('POST', `${PATH}/setup-check`, { body, headers });
  expect([name, answer.status]).toEqual([name, 200]);
  return answer.body;
};
const told = ({ findings }: StepBody) =>
  findings.map(({ about, level, id, words }) => [about, level, id, words?.code].filter(Boolean).join(' '));

const NONE = { code: '', message: '', teacherId: '', category: '', schoolId: '', termId: '', kind: '' };
const answerChecks = (checks: readonly object[], categories: readonly object[] = []): void => {
  console.services.answers['CheckConnection'] = {
    ok: true,
    checks: checks.map((check) => ({ ...NONE, ...check })),
    categories,
  };
};

const Q2 = { name: 'Q2', start: '2026-10-12', end: '2026-12-18' };

describe('what delivery tries', () => {
  it('is asked for by its step, and told with cause and fix', async () => {
    answerChecks([{ check: 'address', ok: false, finding: 'failed', code: 'SIS_UNAVAILABLE', message: 'refused' }]);
    const { ok, findings } = await step('address');
    expect([ok, findings]).toMatchObject([
      false,
      [{ level: 'error', message: 'refused', words: { ...setupWords('NO_ANSWER'), who: 'otusAdmin' } }],
    ]);
    expect(console.services.asked).toEqual([
      { method: 'CheckConnection', request: { districtId: DISTRICT, step: 'address' } },
    ]);
  });

  it.each([
    ['a bad certificate', { check: 'address', code: 'SIS_ADDRESS_REFUSED' }, 'SIS_ADDRESS_REFUSED'],
    ['a wrong secret', { check: 'credentials', code: 'SIS_CREDENTIALS' }, 'SIS_CREDENTIALS'],
    ['a field that is not granted', { check: 'access', kind: 'terms', code: 'SIS_ACCESS_DENIED' }, 'ACCESS_REFUSED'],
    ['no current term', { check: 'terms', code: 'NO_CURRENT_GRADING_PERIOD' }, 'NO_CURRENT_GRADING_PERIOD'],
    ['nothing known', { check: 'terms', finding: 'notAsked', code: 'SECTION_NOT_LINKED' }, 'NOTHING_RECEIVED'],
  ])('%s is an error, in English and in Spanish', async (_what, check, code) => {
    answerChecks([{ ok: false, finding: 'failed', message: 'said', ...check }]);
    const name = check.check;
    const english = await step(name);
    const spanish = await step(name, { language: 'es' });
    for (const body of [english, spanish]) expect([body.ok, told(body)]).toEqual([false, [`${name} error ${code}`]]);
    expect(english.findings[0]!.words!.fix).not.toBe(spanish.findings[0]!.words!.fix);
  });

  it('what it works without is a warning, and today’s grading period is told', async () => {
    answerChecks([
      { check: 'terms', ok: true, finding: 'ok', schoolId: '100', period: Q2 },
      { check: 'access', kind: 'scores', ok: true, finding: 'limited', code: 'SIS_ACCESS_DENIED' },
      { check: 'access', kind: 'scores', ok: true, finding: 'notAsked' },
    ]);
    const body = await step('terms');
    expect([body.ok, told(body)]).toEqual([
      true,
      ['terms ok 100', 'access warning NO_SCORES', 'access info NO_ASSIGNMENT_YET'],
    ]);
    expect(body.findings[0]).toMatchObject({ id: '100', period: Q2, words: null });
  });
});

describe('the links', () => {
  it('are of nothing before Otus sent something', async () => {
    const body = await step('links');
    expect([body.ok, told(body)]).toEqual([false, ['class error NOTHING_RECEIVED']]);
  });

  it('are counted, and those that lack are named', async () => {
    const staff = [
      { userId: 'otus-user-12', role: 'teacher', sisUserId: '8301', inPassbackGroup: true },
      { userId: 'admin', role: 'admin', sisUserId: null, inPassbackGroup: true },
    ] as const;
    await console.ledger.staff.put({ districtId: DISTRICT, revision: 1, staff });
    await storeUnit(console.ledger, 'sa-1');
    const section = { ...SECTION, otusClassId: 'c-78', sisSectionId: null };
    await storeUnit(console.ledger, 'sa-2', { changes: { section } });
    await storeUnit(console.ledger, 'sa-3', { changes: { assignedBy: 'stranger' } });
    await storeUnit(console.ledger, 'sa-4', { changes: { assignedBy: 'admin' } });
    await storeUnit(console.ledger, 'sa-5', { changes: { section, withdrawn: true } });
    const body = await step('links');
    expect(body.links).toEqual({
      units: { known: 4, linked: 3 },
      classes: { known: 2, linked: 1 },
      teachers: { known: 3, linked: 1 },
    });
    expect([body.ok, told(body)]).toEqual([
      true,
      [
        'class ok',
        'teacher ok',
        'class warning c-78 SECTION_NOT_LINKED',
        'teacher warning stranger ASSIGNER_NOT_IN_GROUP',
        'teacher warning admin ASSIGNER_NOT_IN_SIS',
      ],
    ]);
  });
});

it('categories are beside Otus’s types, with what each could be', async () => {
  await storeUnit(console.ledger, 'sa-1');
  await storeUnit(console.ledger, 'sa-2', { changes: { assessmentType: 'Lab Report' } });
  const listed = [
    { name: 'Quizzes', active: 3, inactive: 0 },
    { name: 'Labs', active: 2, inactive: 1 },
    { name: 'Tests', active: 0, inactive: 3 },
  ];
  const inactive = { check: 'category', ok: false, finding: 'inactive', code: 'CATEGORY_INACTIVE', category: 'Tests' };
  answerChecks([{ check: 'category', ok: true, finding: 'ok', category: 'Quizzes' }, inactive], listed);
  const body = await step('categories');
  expect(body.categories).toEqual({
    listed,
    types: [
      { assessmentType: 'Quiz', units: 1, category: 'Quizzes', proposal: { category: 'Quizzes', similarity: 1 } },
      { assessmentType: 'Lab Report', units: 1, category: null, proposal: { category: 'Labs', similarity: 0.67 } },
      // One that nobody can use is not proposed.
      { assessmentType: 'Test', units: 0, category: 'Tests', proposal: null },
    ],
  });
  expect([body.ok, told(body)]).toEqual([
    false,
    [
      'category ok Quizzes',
      'category error Tests CATEGORY_INACTIVE',
      'assessmentType error Lab Report CATEGORY_NOT_MAPPED',
    ],
  ]);
  const [, , unmapped] = body.findings;
  const words = describeReason({ code: 'CATEGORY_NOT_MAPPED', params: { assessmentType: 'Lab Report' } });
  expect(unmapped!.words).toEqual(words);
});

it('a dry night counts what would go, and what holds the rest', async () => {
  const body = await step('dryNight', { language: 'es' });
  expect([body.ok, told(body), body.night]).toEqual([
    true,
    ['night ok', 'night info WITHDRAWN'],
    {
      date: '2026-11-12',
      units: { create: 1, update: 0, scoresOnly: 0, none: 0, held: 2 },
      scores: { send: 3, keep: 0, held: 1 },
    },
  ]);
  expect(body.findings[1]!.words).toEqual(describeReason({ code: 'WITHDRAWN' }, 'es'));
  expect(console.services.asked.map(({ method }) => method)).toEqual(['Preview']);
});

describe('a trial', () => {
  const reconciled = (changes: object): void => {
    const answer = console.services.answers['Reconcile'] as object;
    console.services.answers['Reconcile'] = { ...answer, different: 0, ...changes };
  };

  it('sends the units of one section, and reads it back', async () => {
    await storeUnit(console.ledger, 'sa-1', { runId: 'redrive-1' });
    await deliverUnit(console.ledger, 'sa-1');
    const other = { ...SECTION, otusClassId: 'c-2', sisSectionId: '85009' };
    await storeUnit(console.ledger, 'sa-2', { changes: { section: other } });
    reconciled({ cellsRead: 1 });
    const { ok, findings, trial } = await step('trial', { sectionId: '85001' });
    expect([ok, findings]).toMatchObject([true, [{ about: 'trial', level: 'ok', count: 1 }]]);
    expect(trial).toMatchObject({
      sectionId: '85001',
      runId: 'redrive-1',
      units: [{ sectionAssessmentId: 'sa-1', state: 'inSync', scores: { sent: 1 } }],
      readBack: { cellsRead: 1, missing: 0, different: 0, drifts: [] },
    });
    expect(console.services.asked).toMatchObject([
      { method: 'Redrive', request: { sectionAssessmentIds: ['sa-1'], repair: '', dryRun: false } },
      { method: 'Reconcile', request: { sectionId: '85001' } },
    ]);
    const { body } = await console.call<{ items: { command: string; asked: object }[] }>('GET', `${PATH}/audit`);
    expect(body.items.map(({ command, asked }) => [command, asked])).toEqual([
      ['redrive', { sectionAssessmentIds: ['sa-1'], dryRun: false }],
      ['connectionCheck', { step: 'trial', sectionId: '85001' }],
    ]);
  });

  it('shows side by side what differs', async () => {
    await storeUnit(console.ledger, 'sa-1', { runId: 'redrive-1' });
    await deliverUnit(console.ledger, 'sa-1');
    const unit = { sectionAssessmentId: 'sa-1', identifier: 'S1', title: 'Exam', sectionId: '85001' };
    const drift = {
      ...unit,
      studentId: 'o-1',
      sisStudentId: '81001',
      kind: 'different',
      sent: 26.5,
      held: 20,
      exempt: false,
    };
    reconciled({ different: 1, drifts: [drift] });
    const body = await step('trial', { sectionId: '85001' });
    expect([body.ok, told(body)]).toEqual([false, ['trial error DIFFERENT']]);
    expect(body.trial!.readBack).toMatchObject({ different: 1, drifts: [{ sent: 26.5, held: 20 }] });
  });

  it('says why nothing went, and that it could not be read back', async () => {
    await storeUnit(console.ledger, 'sa-1', { changes: { assessmentType: 'Else' } });
    const held = await step('trial', { sectionId: '85001' });
    expect([held.ok, told(held)]).toEqual([false, ['trial warning NOTHING_SENT', 'trial error CATEGORY_NOT_MAPPED']]);
    expect(held.trial!.readBack).toBeNull();
    await storeUnit(console.ledger, 'sa-2', { runId: 'redrive-1' });
    await deliverUnit(console.ledger, 'sa-2');
    console.services.failures['Reconcile'] = 'FAILED_PRECONDITION';
    const unread = await step('trial', { sectionId: '85001' });
    expect(told(unread)).toEqual(['trial warning NOT_READ_BACK', 'trial warning CATEGORY_NOT_MAPPED']);
  });

  it('is of a section that is known, and that is named', async () => {
    const problem = async (body: object) => (await console.problem('POST', `${PATH}/setup-check`, { body })).status;
    expect(await problem({ step: 'trial', sectionId: '1' })).toBe(404);
    expect(await problem({ step: 'trial' })).toBe(400);
    expect(await problem({ step: 'access', sectionId: '1' })).toBe(400);
    expect(await problem({ step: 'all' })).toBe(400);
    expect(console.services.asked).toEqual([]);
  });
});

it('what was tried last stands in the log of commands, and can be seen', async () => {
  const results = async () => {
    const { body } = await console.call<{ items: { step: string; at: string | null; ok: boolean | null }[] }>(
      'GET',
      `${PATH}/setup-check`,
      { token: TOKENS.viewer },
    );
    return body.items;
  };
  expect((await results()).map(({ step: name, at, ok }) => [name, at, ok])).toEqual(
    ['address', 'credentials', 'access', 'terms', 'links', 'categories', 'dryNight', 'trial'].map((name) => [
      name,
      null,
      null,
    ]),
  );
  await step('address');
  await step('links');
  console.services.failWith('UNAVAILABLE', 'starting');
  await console.problem('POST', `${PATH}/setup-check`, { body: { step: 'credentials' } });
  expect((await results()).slice(0, 5)).toMatchObject([
    { at: expect.any(String), ok: true },
    { at: expect.any(String), ok: false },
    { at: null, ok: null },
    { at: null, ok: null },
    { at: expect.any(String), ok: false },
  ]);
});

it('every setup code has words in both languages', () => {
  for (const code of SETUP_CODES) {
    const [english, spanish] = [setupWords(code, 'en'), setupWords(code, 'es')];
    expect([english.message, english.fix].every((text) => text.length > 5)).toBe(true);
    expect([code, spanish.message, spanish.fix]).not.toEqual([code, english.message, english.fix]);
  }
});
