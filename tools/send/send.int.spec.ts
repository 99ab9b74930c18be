import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeToken } from '@passback/service-kit';
import { DISTRICT, TOKENS } from '../../services/ingestion/testing/ingestion.fixture.ts';
import { scoreJson, snapshotJson, snapshotLines } from '../../services/ingestion/testing/snapshot.fixture.ts';
import { freePorts } from '../local-stack/testing/processes.fixture.ts';
import { Desk, type Service, startService } from './testing/send.fixture.ts';

let desk: Desk;
let service: Service;
beforeEach(async () => {
  desk = new Desk();
  service = await startService();
});
afterEach(async () => {
  await service.stop();
  desk.clear();
});

const lines = (count: number, changes: Record<string, unknown> = {}): string =>
  Buffer.concat([...snapshotLines(count, changes)]).toString();
const idsUpTo = (count: number, from = 1): string[] =>
  Array.from({ length: count - from + 1 }, (_, index) => `sa-${from + index}`);
const line = (changes: Record<string, unknown>): string => `${JSON.stringify(snapshotJson(changes))}\n`;

describe('npm run send -- FILE.ndjson', () => {
  it('sends each line once, in batches, and sends nothing when it is run again, until there is more', async () => {
    const file = desk.write('units.ndjson', `\ufeff${lines(1_234)}`);
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(0);
    expect(service.ids()).toEqual(idsUpTo(1_234));
    expect(desk.told.at(-1)).toBe('all sent: 1,234 taken, 0 rejected');
    expect(existsSync(desk.path('units.ndjson.rejected.ndjson'))).toBe(false);
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(0);
    expect(service.ids()).toHaveLength(1_234);
    appendFileSync(file, line({ sectionAssessmentId: 'sa-1235' }));
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(0);
    expect(service.ids()).toEqual(idsUpTo(1_235));
    expect(await desk.send([file, ...desk.to(service.url), '--restart'])).toBe(0);
    expect(service.ids()).toHaveLength(2_470);
  });

  it('lists lines that are rejected by their number in the file, with nothing of what is in them', async () => {
    const text =
      lines(600) +
      '\n  \r\n' +
      line({ sectionAssessmentId: 'sa-601', title: null, scores: [scoreJson(1, { points: 'secret' })] }) +
      'not JSON, but secret\n' +
      `${'x'.repeat(1_100_000)}\n` +
      line({ sectionAssessmentId: 'sa-602' }).trimEnd();
    const file = desk.write('units.ndjson', text);
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(1);
    expect(service.ids()).toEqual([...idsUpTo(600), 'sa-602']);
    expect(desk.rejections('units.ndjson')).toEqual([
      { line: 603, path: 'title', message: 'must be string' },
      { line: 603, path: 'scores[0].points', message: 'must be number' },
      { line: 604, path: '', message: expect.stringContaining('is not valid JSON') },
      { line: 605, path: '', message: 'is longer than 1048576 bytes' },
    ]);
    expect(desk.read('units.ndjson.rejected.ndjson') + desk.told.join()).not.toContain('secret');
    expect(desk.told.at(-2)).toBe('all sent: 601 taken, 3 rejected');
    // Run again it is still so that not all was taken.
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(1);
    expect(desk.rejections('units.ndjson')).toHaveLength(4);
  });

  it('learns of every error, also where the service does not tell them all at once', async () => {
    const scores = Array.from({ length: 100 }, (_, index) => scoreJson(index, { points: 'x' }));
    const file = desk.write('units.ndjson', lines(150, { scores }) + lines(2));
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(1);
    const rejections = desk.rejections('units.ndjson');
    expect(rejections).toHaveLength(15_000);
    expect(new Set(rejections.map((rejection) => rejection.line)).size).toBe(150);
    expect(desk.told.at(-2)).toBe('all sent: 2 taken, 150 rejected');
  });

  it('takes the district of the first line where none is named', async () => {
    const withDistrict = desk.write('a.ndjson', line({ districtId: DISTRICT }));
    const to = ['--url', service.url, '--token-file', desk.path('token')];
    expect(await desk.send([withDistrict, ...to])).toBe(0);
    expect(await desk.send([desk.write('b.ndjson', line({})), ...to])).toBe(2);
    expect(desk.told).toEqual(['--district is needed: the first line does not say its districtId']);
  });

  it('waits while the broker is away, as the service asks, and gives up when its patience ends', async () => {
    const file = desk.write('units.ndjson', lines(700));
    service.fail(1);
    const begin = performance.now();
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(0);
    expect(performance.now() - begin).toBeGreaterThan(5_000);
    expect(desk.told).toContainEqual(expect.stringMatching(/cannot.*tries again in 5\.\d s/));
    expect(new Set(service.ids())).toEqual(new Set(idsUpTo(700)));
    service.fail(99);
    const again = [file, ...desk.to(service.url), '--restart', '--patience', '0'];
    expect(await desk.send(again)).toBe(2);
    expect(desk.told.at(-2)).toContain('the same command goes on');
    service.fail(0);
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(0);
  }, 30_000);

  it('goes on after it was stopped, and lists what was rejected once', async () => {
    const file = desk.write('units.ndjson', lines(900) + line({ revision: 0 }) + lines(600) + line({ revision: 0 }));
    const stopping = new AbortController();
    let batches = 0;
    service.before = async () => {
      batches += 1;
      if (batches === 3) stopping.abort();
    };
    expect(await desk.send([file, ...desk.to(service.url)], stopping.signal)).toBe(2);
    expect(desk.told.at(-1)).toBe('stopped');
    const before = service.ids().length;
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(1);
    expect(desk.told[0]).toMatch(/^goes on at line 1,001: 999 taken, 1 rejected before$/);
    expect(service.ids().length - before).toBeLessThanOrEqual(501);
    expect(new Set(service.ids())).toEqual(new Set(idsUpTo(900)));
    expect(desk.rejections('units.ndjson').map((rejection) => rejection.line)).toEqual([901, 1_502]);
  });

  it('does not take another file, place or district for the one that was partly sent', async () => {
    const file = desk.write('units.ndjson', lines(10));
    await desk.send([file, ...desk.to(service.url)]);
    desk.write('units.ndjson', lines(11, { revision: 8 }));
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(2);
    expect(desk.told[0]).toMatch(/of another file.*--restart/);
    desk.write('units.ndjson', lines(5));
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(2);
    desk.write('units.ndjson', lines(10));
    expect(await desk.send([file, ...desk.to('https://elsewhere.example')])).toBe(2);
    expect(desk.told[0]).toContain(`to district ${DISTRICT} at ${service.url}`);
    desk.write('units.ndjson.checkpoint.json', '{"version":');
    expect(await desk.send([file, ...desk.to(service.url)])).toBe(2);
    expect(await desk.send([file, ...desk.to(service.url), '--restart'])).toBe(0);
  });

  it('says what is wrong with the token, the address and the files', async () => {
    const file = desk.write('units.ndjson', lines(1));
    const { token } = makeToken();
    const cases: [string, string][] = [
      ['', 'has to hold a token and nothing else'],
      [token.slice(0, -1), 'cut off or mistyped'],
      [token, 'the service refused it, 401 Unauthorized: the token is not known'],
      [TOKENS.viewer, '403 Forbidden: the token lacks the role otus'],
      [TOKENS.other, '403 Forbidden: the token is not for this district'],
    ];
    for (const [text, words] of cases) {
      desk.write('token', text);
      expect([text, await desk.send([file, ...desk.to(service.url)])]).toEqual([text, 2]);
      expect(desk.told.at(-1)).toContain(words);
      if (text !== '') expect(desk.told.join()).not.toContain(text);
    }
    expect(await desk.send([desk.path('none.ndjson'), ...desk.to(service.url)])).toBe(2);
    expect(desk.told.at(-1)).toContain('no such file');
    const [port] = await freePorts(1);
    expect(await desk.send([file, ...desk.to(`http://127.0.0.1:${port}`), '--patience', '1'])).toBe(2);
    expect(desk.told.at(-1)).toContain('There was no answer: ECONNREFUSED');
  });

  it('checks without sending, and without a service', async () => {
    const file = desk.write('units.ndjson', lines(3) + line({ revision: 0 }) + 'x\n');
    expect(await desk.send([file, '--check', '--district', DISTRICT])).toBe(1);
    expect(desk.told[0]).toBe('checked, and nothing sent: 3 taken, 2 rejected');
    expect(desk.rejections('units.ndjson').map((rejection) => [rejection.line, rejection.path])).toEqual([
      [4, 'revision'],
      [5, ''],
    ]);
    expect(existsSync(desk.path('units.ndjson.checkpoint.json'))).toBe(false);
    rmSync(file);
    expect(service.produced).toEqual([]);
  });
});

describe('npm run send -- --staff', () => {
  const person = { userId: 'otus-user-12', role: 'teacher', sisUserId: '8301', inPassbackGroup: true } as const;

  it('sends all staff, says what is wrong with it, and confirms on demand', async () => {
    const staffOf = (list: unknown): string[] => [
      '--staff',
      desk.write('staff.json', JSON.stringify(list)),
      ...desk.to(service.url),
    ];
    expect(await desk.send(staffOf({ revision: 1, staff: [person] }))).toBe(0);
    expect(service.produced).toMatchObject([{ message: { value: { revision: 1 } } }]);
    expect(await desk.send(staffOf({ revision: 1, staff: [{ ...person, role: 'janitor' }] }))).toBe(1);
    expect(desk.told[1]).toBe('  staff[0].role must be one of teacher, coTeacher, admin');
    await service.ledger.staff.put({ districtId: DISTRICT, revision: 1, staff: [person] });
    expect(await desk.send(staffOf({ revision: 2, staff: [] }))).toBe(2);
    expect(desk.told[0]).toContain('409');
    expect(await desk.send([...staffOf({ revision: 2, staff: [] }), '--confirm-shrink'])).toBe(0);
    desk.write('staff.json', '{"secret":');
    expect(await desk.send(['--staff', desk.path('staff.json'), ...desk.to(service.url)])).toBe(2);
    expect(desk.told[0]).toMatch(/staff\.json is not JSON$/);
  });
});
