import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { StudentNamesResponse } from '@passback/contracts';
import { RpcError, systemClock } from '@passback/service-kit';
import { type AskNames, type SectionPlace, StudentNames } from './student-names.ts';

const MINUTE_MS = 60_000;
const ANSWER: StudentNamesResponse = { names: [{ studentId: '81001', name: 'Ames, Ann' }], available: true };
const NAMES = new Map([['81001', 'Ames, Ann']]);

const place = (sectionId = '85001'): SectionPlace => ({
  schoolId: '100',
  sectionId,
  teacherId: '8301',
  termId: '3600',
});

describe('names of students in memory', () => {
  let asked: string[];
  let answer: AskNames;
  let names: StudentNames;
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-11-12T10:00:00Z') });
    asked = [];
    answer = () => Promise.resolve(ANSWER);
    names = new StudentNames((districtId, section) => {
      asked.push(`${districtId} ${section.sectionId}`);
      return answer(districtId, section);
    }, systemClock);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are asked for once by those who ask at once', async () => {
    let tell: (response: StudentNamesResponse) => void = () => undefined;
    answer = () => new Promise((resolve) => (tell = resolve));
    const both = Promise.all([names.of('lincoln', place()), names.of('lincoln', place())]);
    tell(ANSWER);
    const told = { names: NAMES, readAt: Date.parse('2026-11-12T10:00:00Z'), unavailable: null };
    expect(await both).toEqual([told, told]);
    expect(asked).toEqual(['lincoln 85001']);
  });

  it('are those of the section of the district alone', async () => {
    await names.of('lincoln', place());
    await names.of('jefferson', place());
    await names.of('lincoln', place('85002'));
    expect(asked).toEqual(['lincoln 85001', 'jefferson 85001', 'lincoln 85002']);
  });

  it('are good for five minutes', async () => {
    await names.of('lincoln', place());
    jest.advanceTimersByTime(5 * MINUTE_MS - 1);
    await names.of('lincoln', place());
    expect(asked).toHaveLength(1);
    jest.advanceTimersByTime(1);
    const { readAt } = await names.of('lincoln', place());
    expect(asked).toHaveLength(2);
    expect(readAt).toBe(Date.parse('2026-11-12T10:05:00Z'));
  });

  it('leave the memory though nobody asks again', async () => {
    await names.of('lincoln', place());
    expect(names.size).toBe(1);
    await jest.advanceTimersByTimeAsync(5 * MINUTE_MS + 10_000);
    expect(names.size).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each<[string, () => Promise<StudentNamesResponse>, 'away' | 'notAllowed']>([
    ['cannot be asked for', () => Promise.reject(new RpcError(status.UNAVAILABLE, 'SIS_UNAVAILABLE')), 'away'],
    ['are not allowed', () => Promise.resolve({ names: [], available: false }), 'notAllowed'],
  ])('that %s are none, and are asked for again after ten seconds', async (_what, failing, unavailable) => {
    answer = failing;
    expect(await names.of('lincoln', place())).toMatchObject({ names: new Map(), unavailable });
    jest.advanceTimersByTime(9_999);
    expect(await names.of('lincoln', place())).toMatchObject({ unavailable });
    expect(asked).toHaveLength(1);
    answer = () => Promise.resolve(ANSWER);
    jest.advanceTimersByTime(1);
    expect(await names.of('lincoln', place())).toMatchObject({ names: NAMES, unavailable: null });
  });

  it('are of 500 sections at most: the oldest go', async () => {
    for (let n = 0; n <= 500; n++) await names.of('lincoln', place(String(n + 1)));
    expect(names.size).toBe(500);
    asked = [];
    await names.of('lincoln', place('2'));
    await names.of('lincoln', place('501'));
    expect(asked).toEqual([]);
    await names.of('lincoln', place('1'));
    expect(asked).toEqual(['lincoln 1']);
  });
});
