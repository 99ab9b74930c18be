import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outboundRules } from '@passback/powerschool';
import type { PowerSchoolSimulator } from '@passback/simulators';
import { STRICT_OPERATOR } from '@passback/service-host';
import { SERVER } from '../../../libs/powerschool/http/certificates.fixture.ts';
import { CLIENT, NOW, openSchool, QUIZZES } from '../../../libs/powerschool/school.fixture.ts';
import { UsageError } from '../data/district-command.ts';
import { powerschoolJson, settingsJson } from '../testing/settings.fixture.ts';
import { readArguments } from './check-command.ts';
import { checkFile } from './check-file.ts';

const SECTION = ['--section', '100/85001/8301/3600'];

let folder: string;
let file: string;
let school: PowerSchoolSimulator;
let env: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'passback-check-'));
  file = path.join(folder, 'district.json');
  school = await openSchool();
  env = {};
});
afterEach(async () => {
  await school.stop();
  await rm(folder, { recursive: true, force: true });
});

const write = (changes: object = {}, powerschool: Record<string, unknown> = {}): Promise<void> =>
  writeFile(
    file,
    JSON.stringify(
      settingsJson({
        gradingPeriods: null,
        powerschool: powerschoolJson({ baseUrl: school.url, ...CLIENT, ...powerschool }),
        ...changes,
      }),
    ),
  );

async function run(...args: readonly string[]): Promise<{ isFine: boolean; text: string; marks: string[] }> {
  const said: string[] = [];
  const isFine = await checkFile(readArguments([file, ...args]), {
    ...{
      env,
      operator: STRICT_OPERATOR,
      secretPrefix: 'PASSBACK_DISTRICT_',
      outbound: outboundRules({ allowedHosts: new Set() }),
    },
    now: () => NOW,
    say: async (line) => void said.push(line),
  });
  const marks = said.flatMap((line) => /^ {2}(\S) (\w+)/.exec(line)?.slice(1, 3).join(' ') ?? []);
  return { isFine, text: said.join('\n'), marks };
}

describe('a district file', () => {
  it('that is good is ticked step by step, and nothing is written to PowerSchool', async () => {
    await write();
    const { isFine, text, marks } = await run(...SECTION);
    expect([isFine, marks]).toEqual([
      true,
      ['✓ settings', '✓ secret', '✓ address', '✓ credentials', '✓ access', '✓ terms', '✓ categories'],
    ]);
    expect(text).toContain('100 (Quarter 2, 2026-10-12 – 2026-12-18)');
    expect(text).toContain('PowerSchool: Quizzes, Tests');
    expect(text).not.toContain(CLIENT.clientSecret);
    expect(school.requests.counters().writes).toBe(0);
  });

  it('may be a list, and is tried as far as it goes without a section', async () => {
    await writeFile(
      file,
      JSON.stringify([settingsJson({ powerschool: powerschoolJson({ baseUrl: school.url, ...CLIENT }) })]),
    );
    const { isFine, text, marks } = await run();
    expect([isFine, marks.slice(4)]).toEqual([true, ['– access', '✓ terms', '– categories']]);
    expect(text).toContain('100 (Q2, 2026-10-12 – 2026-12-18)');
  });

  it('is told in one line of what is not tried without a section', async () => {
    await write();
    const line = (await run()).text.split('\n').at(-1);
    expect(line).toMatch(/^Not tried .*: access, terms, categories\. .*--section SCHOOL\/SECTION\/TEACHER\/TERM/);
    expect((await run('--language', 'es')).text).toContain('--section ESCUELA/SECCIÓN/DOCENTE/PERIODO');
    expect((await run(...SECTION)).text).not.toContain('Not tried');
  });

  it.each(['[]', '{}', '{"districts": []}', '7', ''])('of %j has no district to try', async (text) => {
    await writeFile(file, text);
    const { isFine, marks } = await run();
    expect([isFine, marks]).toEqual([false, ['✕ settings']]);
  });

  it.each([
    ['a private address', { url: 'https://10.1.2.3/hook', shape: 'slack' }, '[0].url is not allowed'],
    ['http', { url: 'http://hooks.example.org/x', shape: 'slack' }, '[0].url is not allowed'],
    ['no secret', { url: 'https://hooks.example.org/x' }, '[0].secret is missing'],
  ])('whose webhook has %s is not tried any further', async (_what, webhook, words) => {
    await write({ notifications: { webhooks: [webhook] } });
    const { isFine, text, marks } = await run();
    expect([isFine, marks]).toEqual([false, ['✕ settings']]);
    expect(text).toContain(`notifications.webhooks${words}`);
  });

  it('with a secret that everybody knows is refused, wherever that stands', async () => {
    await write({}, { clientSecret: 'demo-secret' });
    expect((await run()).marks).toEqual(['✓ settings', '✕ secret']);
    env = { PASSBACK_DISTRICT_LINCOLN: 'demo-secret' };
    await write({}, { clientSecret: 'env:PASSBACK_DISTRICT_LINCOLN' });
    const { marks, text } = await run();
    expect(marks).toEqual(['✓ settings', '✕ secret']);
    expect(text).toContain('everybody knows from the demo');
  });

  it('is tried over OneRoster too', async () => {
    await write({}, { connector: 'oneroster' });
    const { isFine, marks } = await run(...SECTION);
    expect([isFine, marks.slice(2, 4)]).toEqual([true, ['✓ address', '✓ credentials']]);
  });

  it.each([
    ['settings', { timeZone: 'Mars' }, 'timeZone must be a known IANA time zone'],
    ['settings', { powerschool: powerschoolJson({ clientSecret: undefined, baseUrl: 7 }) }, 'baseUrl'],
  ])('with wrong %s is not tried any further', async (_step, changes, words) => {
    await write(changes);
    const { isFine, text, marks } = await run();
    expect([isFine, marks]).toEqual([false, ['✕ settings']]);
    expect(text).toContain(words);
  });

  it('whose secret is in the environment needs it there', async () => {
    await write({}, { clientSecret: 'env:PASSBACK_DISTRICT_LINCOLN' });
    const { isFine, text, marks } = await run();
    expect([isFine, marks]).toEqual([false, ['✓ settings', '✕ secret']]);
    expect(text).toContain('PASSBACK_DISTRICT_LINCOLN, which holds a secret, is not set');
    env = { PASSBACK_DISTRICT_LINCOLN: CLIENT.clientSecret };
    expect((await run()).isFine).toBe(true);
  });
});

describe('what is wrong is said with its cause and how it is mended', () => {
  const told = (text: string, language: 'en' | 'es' = 'en') =>
    language === 'en' ? [/cause: /.test(text), /fix: /.test(text)] : [/causa: /.test(text), /solución: /.test(text)];

  it('a certificate that is not good', async () => {
    const server = createServer(SERVER, (_request, response) => void response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await write({}, { baseUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}` });
    const { isFine, text, marks } = await run();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect([isFine, marks.at(-1), ...told(text)]).toEqual([false, '✕ address', true, true]);
    expect(text).toContain('certificate');
  });

  it('nobody there', async () => {
    await write();
    await school.goDown();
    const { isFine, text, marks } = await run();
    expect([isFine, marks.at(-1), ...told(text)]).toEqual([false, '✕ address', true, true]);
  });

  it('https where there is none, and http where there is https', async () => {
    await write({}, { baseUrl: school.url.replace('http:', 'https:') });
    const plain = await run();
    expect(plain.marks.at(-1)).toBe('✕ address');
    expect(plain.text).toContain('does not speak TLS');
    expect(plain.text).toMatch(/no TLS could be agreed upon \(/);
    const server = createServer(SERVER, (_request, response) => void response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await write({}, { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    const { marks, text } = await run();
    await new Promise((resolve) => server.close(resolve));
    expect(marks.at(-1)).toBe('✕ address');
    expect(text).toContain('begins with https://');
  });

  it('a wrong secret, in Spanish', async () => {
    await write({}, { clientSecret: 'wrong' });
    const { isFine, text, marks } = await run('--language', 'es');
    expect([isFine, marks.at(-1), ...told(text, 'es')]).toEqual([false, '✕ credentials', true, true]);
    expect(text).not.toContain('wrong');
  });

  it('access that is not granted', async () => {
    await write();
    school.access.v1Read = false;
    school.access.columns = { students: [] };
    const { isFine, text, marks } = await run(...SECTION);
    expect([isFine, marks.slice(4)]).toEqual([false, ['✕ access', '✕ terms', '✓ categories']]);
    expect(text).toContain('✕ terms: ');
    expect(text).toContain('Access level for v1 APIs');
    expect(text).toContain('! names: ');
  });

  it.each(['xte', 'oneroster'])('a section that is not there, after one that is, over %s', async (connector) => {
    await write({}, { connector });
    const { isFine, text, marks } = await run(...SECTION, '--section', '100/9/8301/3600');
    expect([isFine, marks.slice(4)]).toEqual([false, ['✕ access', '✓ terms', '✓ categories']]);
    expect(text).toContain(
      '✕ section\n        cause: PowerSchool has no section 9 at school 100.\n        fix: Look at the id',
    );
    expect(text).not.toContain('every night');
    expect((await run('--section', '100/9/8301/3600', '--language', 'es')).text).toContain(
      'PowerSchool no tiene ninguna sección 9 en la escuela 100.',
    );
  });

  it('ids that PowerSchool refuses, by the section that they are of', async () => {
    await write();
    const others = [
      '--section',
      '100/85002/8301/3600',
      '--section',
      '100/85001/99/3600',
      '--section',
      '7/85001/8301/3600',
    ];
    const { isFine, text, marks } = await run(...SECTION, ...others);
    expect([isFine, marks.slice(4)]).toEqual([false, ['✕ access', '✕ terms', '✕ categories']]);
    expect(text).toContain('✕ assignments 85002: User does not teach section');
    expect(text).toContain('✕ terms 85001: School not found.');
    expect(text).toContain('fix: Look at the ids of the school');
    expect(text).not.toContain('every night');
  });

  it('each of several sections is tried', async () => {
    await write();
    const { isFine } = await run(...SECTION, '--section', '100/85002/8302/3600');
    expect(isFine).toBe(false);
    const read = school.requests.entries().map(({ path }) => path);
    expect(read.some((path) => path.includes('85002'))).toBe(true);
  });

  it('no grading period today', async () => {
    await write({ gradingPeriods: [{ schoolId: '100', name: 'Q1', start: '2026-08-17', end: '2026-10-09' }] });
    const { isFine, text, marks } = await run(...SECTION);
    expect([isFine, marks.at(-2)]).toEqual([false, '✕ terms']);
    expect(text).toContain('No grading period holds 2026-10-20; the last one, Q1, ended on 2026-10-09.');
  });

  it('a category that is inactive, with what could stand for it', async () => {
    await write({ categories: { Quiz: 'Quizzes', Exams: 'Exam', Test: 'Unit Tests' } });
    school.gradebook.deactivateCategory({ categoryId: QUIZZES });
    const { isFine, text, marks } = await run(...SECTION);
    expect([isFine, marks.at(-1)]).toEqual([false, '✕ categories']);
    expect(text).toContain('The category "Quizzes" is inactive for teacher 8301.');
    expect(text).toContain('The category "Exam" does not exist for teacher 8301.');
    expect(text).toContain('Test → Tests?');
    expect(text).not.toContain('Exams →');
  });
});

describe('what is asked for', () => {
  it.each([[[]], [['a', 'b']], [['a', '--section', '1/2']], [['a', '--language', 'fr']], [['a', '--all']]])(
    '%j is not understood',
    (args) => {
      expect(() => readArguments(args)).toThrow(UsageError);
    },
  );

  it('names sections as PowerSchool knows them', () => {
    expect(readArguments(['a', ...SECTION])).toEqual({
      file: 'a',
      language: 'en',
      sections: [{ schoolId: '100', sectionId: '85001', teacherId: '8301', termId: '3600' }],
    });
  });
});
