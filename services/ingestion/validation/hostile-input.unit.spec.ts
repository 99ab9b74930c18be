import { describe, expect, it } from '@jest/globals';
import { snapshotFromMessage, topics } from '@passback/contracts';
import type { SectionAssessment } from '@passback/domain';
import fc from 'fast-check';
import { INGESTION_LIMITS } from '../limits.ts';
import { scoreJson, snapshotJson } from '../testing/snapshot.fixture.ts';
import { checkSnapshot } from './check-snapshot.ts';
import { checkStaff } from './check-staff.ts';
import { parseJson } from './parse-json.ts';

const ADDRESS = { districtId: 'lincoln' };

function read(json: string) {
  const parsed = parseJson(Buffer.from(json));
  return parsed.ok ? checkSnapshot(parsed.value, ADDRESS) : parsed;
}

/** The snapshot's JSON with `text` in the place of the text `HERE`. */
function written(changes: Record<string, unknown>, text: string): string {
  return JSON.stringify(snapshotJson(changes)).replace('"HERE"', text);
}

function overTheWire(snapshot: SectionAssessment): SectionAssessment {
  const { encode, decode } = topics.sectionAssessments;
  const message = { districtId: 'lincoln', receivedAtMs: 1, snapshot };
  return snapshotFromMessage(decode(encode(message)).snapshot!);
}

describe('a small body that would be much work', () => {
  it('of a list that is longer than allowed is told by its length, whatever its entries are', () => {
    const scores = Array.from({ length: 200_000 }, () => ({}));
    expect(checkSnapshot(snapshotJson({ scores }), ADDRESS)).toEqual({
      ok: false,
      errors: [{ path: 'scores', message: `must NOT have more than ${INGESTION_LIMITS.scores} items` }],
    });
    expect(checkStaff({ revision: 1, staff: scores })).toEqual({
      ok: false,
      errors: [{ path: 'staff', message: `must NOT have more than ${INGESTION_LIMITS.staff} items` }],
    });
  });

  it('of one person or student many times has as many errors as are told', () => {
    const scores = Array.from({ length: INGESTION_LIMITS.scores }, () => ({ ...scoreJson(1), status: 'unheard of' }));
    const checked = checkSnapshot(snapshotJson({ scores }), ADDRESS);
    expect(checked.ok ? [] : checked.errors).toHaveLength(INGESTION_LIMITS.fieldErrors);
  });

  it.each([
    ['a list of nothing, 1 MiB', `{"scores":[${Array.from({ length: 349_000 }, () => '{}').join(',')}]}`],
    ['staff of nothing, 8 MiB', `{"staff":[${Array.from({ length: 2_790_000 }, () => '{}').join(',')}]}`],
    ['lists within lists, 1 MiB', '['.repeat(1024 * 1024)],
    ['objects within objects, 1 MiB', '{"a":'.repeat(200_000)],
  ])('%s, is not even parsed', (_what, json) => {
    const parsed = parseJson(Buffer.from(json));
    expect(parsed.ok ? '' : parsed.errors[0]!.message).toMatch(
      new RegExp(`^(has more than ${INGESTION_LIMITS.jsonEntries} entries|is nested more than \\d+ levels deep)$`),
    );
  });

  it('the largest that is allowed is taken', () => {
    const person = (index: number) => ({
      userId: `u-${index}`,
      role: 'teacher',
      sisUserId: null,
      inPassbackGroup: true,
    });
    const staff = Array.from({ length: INGESTION_LIMITS.staff }, (_, index) => person(index));
    const parsed = parseJson(Buffer.from(JSON.stringify({ revision: 1, staff })));
    expect(parsed.ok && checkStaff(parsed.value).ok).toBe(true);
  });
});

describe('numbers', () => {
  it.each(['1e400', '-1e400', '1e999999'])('%s is larger than any, and refused', (number) => {
    const message = 'is larger than any number that can be held';
    const score = scoreJson(1, { points: 'HERE' });
    expect(read(written({ totalPoints: 'HERE' }, number))).toEqual({
      ok: false,
      errors: [{ path: 'totalPoints', message }],
    });
    expect(read(written({ scores: [score] }, number))).toEqual({
      ok: false,
      errors: [{ path: 'scores[0].points', message }],
    });
    expect(read(written({ revision: 'HERE' }, number)).ok).toBe(false);
  });

  it('-0 is 0', () => {
    const checked = read(written({ totalPoints: -0, scores: [scoreJson(1, { points: 'HERE' })] }, '-0'));
    const total = read(written({ totalPoints: 'HERE' }, '-0.0'));
    expect(checked.ok && checked.value.scores[0]?.points).toBe(0);
    expect(total.ok && total.value.totalPoints).toBe(0);
  });
});

describe('keys', () => {
  it('that are there twice are refused, since every reader would take another one', () => {
    const twice = JSON.stringify(snapshotJson()).replace('"revision":7', '"revision":7,"revision":8');
    expect(read(twice)).toEqual({ ok: false, errors: [{ path: 'revision', message: 'is there twice' }] });
  });

  it('of prototypes are unknown fields as any, wherever they are', () => {
    const keys = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf');
    const places = fc.constantFrom('{"sectionAssessmentId"', '{"otusClassId"', '{"scoreId"');
    const values = fc.constantFrom('null', '7', '{}', '{"revision":99,"title":"x","points":9}', '[]', '"x"');
    fc.assert(
      fc.property(keys, places, values, (key, place, value) => {
        const json = JSON.stringify(snapshotJson());
        const polluted = json.replace(place, `{"${key}":${value},${place.slice(1)}`);
        expect(polluted).not.toBe(json);
        expect(read(polluted)).toEqual(read(json));
        expect(({} as { title?: unknown }).title).toBeUndefined();
      }),
    );
  });

  it('of prototypes do not stand in for fields that are missing', () => {
    const { title: _title, ...rest } = snapshotJson();
    const json = JSON.stringify(rest).replace('{', '{"__proto__":{"title":"from the prototype"},');
    expect(read(json)).toEqual({ ok: false, errors: [{ path: 'title', message: 'is missing' }] });
  });
});

describe('texts', () => {
  const ids = [
    '__proto__',
    'constructor',
    'a:b',
    'a/b',
    '../x',
    '%00',
    '%2F',
    'a b',
    "o'brien",
    '日本',
    '$where',
    'a.b',
  ];

  it.each(ids)('the id %s is carried as it is', (id) => {
    const checked = read(
      JSON.stringify(
        snapshotJson({
          sectionAssessmentId: id,
          identifier: id,
          scores: [scoreJson(1, { scoreId: id, studentId: id })],
        }),
      ),
    );
    if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
    expect(overTheWire(checked.value)).toEqual(checked.value);
    expect(checked.value).toMatchObject({ sectionAssessmentId: id, scores: [{ scoreId: id, studentId: id }] });
  });

  it.each([
    ['NUL', '"S\\u0000"'],
    ['a C1 control', '"S\\u0085"'],
    ['an override of the direction', '"S\\u202e1"'],
    ['an isolate', '"S\\u2066"'],
    ['a mark of the direction', '"S\\u200f"'],
    ['half of a surrogate pair', '"S\\ud83d"'],
    ['the other half', '"\\ude00S"'],
  ])('an id with %s is refused', (_what, text) => {
    const message = 'must not be blank, or hold control characters or half a character';
    expect(read(written({ identifier: 'HERE' }, text))).toEqual({
      ok: false,
      errors: [{ path: 'identifier', message }],
    });
  });

  it('a title is taken whatever is in it: what of it goes to PowerSchool is decided where it is sent', () => {
    const title = 'a\u0000b\u202ec\u0085d';
    const checked = read(JSON.stringify(snapshotJson({ title })));
    expect(checked).toMatchObject({ ok: true, value: { title } });
    expect(checked.ok && overTheWire(checked.value).title).toBe(title);
    const torn = read(written({ title: 'HERE' }, '"a\\ud83db"'));
    expect(torn.ok && overTheWire(torn.value).title).toBe('a\ufffdb');
  });
});

describe('whatever comes', () => {
  const anything = fc.jsonValue({ maxDepth: 3 });
  const odd = fc.oneof(
    anything,
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.constantFrom('2026-02-30', '9999-12-31', '0000-01-01T00:00:00Z', '', ' ', '__proto__', 1e21, -0, 2 ** 53),
  );
  const fields = Object.keys({ ...snapshotJson(), submissionDate: 1, districtId: 1 });
  const scoreFields = Object.keys(scoreJson(1));

  it('is refused with errors that are told, or carried as it was taken', () => {
    const changes = fc.dictionary(fc.constantFrom(...fields), odd, { maxKeys: 3 });
    const scoreChanges = fc.dictionary(fc.constantFrom(...scoreFields), odd, { maxKeys: 2 });
    fc.assert(
      fc.property(changes, scoreChanges, (changed, scoreChanged) => {
        const checked = read(JSON.stringify(snapshotJson({ scores: [scoreJson(1, scoreChanged)], ...changed })));
        if (!checked.ok) {
          expect(checked.errors.length).toBeGreaterThan(0);
          expect(checked.errors.length).toBeLessThanOrEqual(INGESTION_LIMITS.fieldErrors);
          return;
        }
        const { title, assessmentType } = checked.value;
        const whole = { ...checked.value, title: title.toWellFormed(), assessmentType: assessmentType.toWellFormed() };
        expect(overTheWire(checked.value)).toEqual(whole);
      }),
      { numRuns: 2_000 },
    );
  });

  it('any JSON and any bytes throw nothing', () => {
    fc.assert(
      fc.property(fc.json(), (json) => void read(json)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const parsed = parseJson(Buffer.from(bytes));
        if (parsed.ok) checkStaff(parsed.value);
      }),
      { numRuns: 500 },
    );
  });
});
