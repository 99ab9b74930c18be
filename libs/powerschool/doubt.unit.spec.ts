import { describe, expect, test } from '@jest/globals';
import { lineItemId } from './oneroster/sourced-ids.ts';
import { oneRosterWith, SECTION } from './oneroster/oneroster.fixture.ts';
import { type Gradebook, SisError } from './port/gradebook.ts';
import type { FakeAnswer } from './session/fake-transport.fixture.ts';
import { assignmentJson, REF, xteWith } from './xte/xte.fixture.ts';

/** What came of a write: PowerSchool refused it, nobody knows, or it is done. */
type Fate = 'refused' | 'in doubt' | 'done';

const BODIES = {
  nothing: '',
  words: '{"message":"Words"}',
  'no words': '{}',
  page: '<!DOCTYPE html><html><title>Page</title></html>',
  text: 'Bad gateway',
  'cut off': '{"assignment_scores":[{"studentsdcid"',
  'another JSON': '7',
} as const;
type Body = keyof typeof BODIES;

/** Refusals by their status alone, whatever they say, unless it is a page that somebody else put in their place. */
const REFUSALS: readonly number[] = [400, 403, 405, 409, 412, 413, 418, 422, 429, 501];
/** These only where PowerSchool says why: also a proxy that has lost the way says so. */
const REFUSALS_WITH_WORDS: readonly number[] = [404, 410];
const DOUBTS: readonly number[] = [202, 203, 206, 207, 300, 301, 302, 304, 307, 408, 499, 500, 502, 503, 504, 520, 599];
const SUCCESSES: readonly number[] = [200, 201, 204];

function expectedOfAll(status: number, body: Body): Fate {
  if (status === 401) return 'refused';
  if (body === 'page') return 'in doubt';
  if (REFUSALS.includes(status)) return 'refused';
  return REFUSALS_WITH_WORDS.includes(status) && body === 'words' ? 'refused' : 'in doubt';
}

interface Write {
  readonly name: string;
  /** Where it differs from what holds for all. */
  expected(status: number, body: Body): Fate | null;
  perform(answer: FakeAnswer): Promise<unknown>;
}

const isJson = (body: Body): boolean => !['page', 'text', 'cut off'].includes(body);
const CHANGES = { title: 'New (S130545)' };
const ROWS = [{ sisStudentId: '81001', points: 9 }];
const NEW = { dueDate: '2026-11-20', totalPoints: 12, title: 'T', unitId: 'u', identifier: 'S1', categoryId: '4301' };
const LINE_ITEM = lineItemId('85001', 'u');
const LINE_ITEM_REF = { assignmentId: LINE_ITEM, sectionAssignmentId: LINE_ITEM };

/** Reads find the assignment as it was before the write. */
function xte(answer: FakeAnswer): Gradebook {
  return xteWith(({ request }) => (request.method === 'GET' ? { json: assignmentJson() } : answer)).gradebook;
}

function oneRoster(answer: FakeAnswer): Gradebook {
  const lineItem = { sourcedId: LINE_ITEM, title: 'Old', dueDate: '2026-11-20T00:00:00Z', resultValueMax: 12 };
  return oneRosterWith(({ request, url }) => {
    if (request.method !== 'GET') return answer;
    return url.pathname.includes(`/lineItems/${LINE_ITEM}`) && !url.pathname.endsWith('results')
      ? { json: { lineItem } }
      : { status: 404 };
  }).gradebook;
}

/** A PUT of OneRoster says nothing, or what it wrote. */
const onlyNothingIsDone = (status: number, body: Body): Fate | null =>
  SUCCESSES.includes(status) ? (body === 'nothing' ? 'done' : 'in doubt') : null;

const WRITES: readonly Write[] = [
  {
    name: 'xte: create',
    // Without a Location nobody can tell what was made.
    expected: (status) => (SUCCESSES.includes(status) ? 'in doubt' : null),
    perform: (answer) => xte(answer).createAssignment(SECTION, NEW),
  },
  {
    name: 'xte: update',
    expected: (status, body) => {
      if (status === 201 && isJson(body)) return 'done';
      // Read again, it is there as it was: neither written nor gone.
      return SUCCESSES.includes(status) || status === 404 ? 'in doubt' : null;
    },
    perform: (answer) => xte(answer).updateAssignment(SECTION, REF, CHANGES),
  },
  {
    name: 'xte: scores',
    // Nobody of the batch is named.
    expected: (status) => (SUCCESSES.includes(status) ? 'in doubt' : null),
    perform: (answer) => xte(answer).writeScores(SECTION, REF, ROWS, '2026-10-20'),
  },
  {
    name: 'xte: delete',
    expected: (status, body) => {
      if (status === 204 && isJson(body)) return 'done';
      // Read again, it is still there.
      return (SUCCESSES.includes(status) && isJson(body)) || (status === 404 && body !== 'page') ? 'refused' : null;
    },
    perform: (answer) => xte(answer).deleteUnscored(SECTION, REF),
  },
  {
    name: 'oneroster: create',
    expected: onlyNothingIsDone,
    perform: (answer) => oneRoster(answer).createAssignment(SECTION, NEW),
  },
  {
    name: 'oneroster: update',
    expected: onlyNothingIsDone,
    perform: (answer) => oneRoster(answer).updateAssignment(SECTION, LINE_ITEM_REF, CHANGES),
  },
  {
    name: 'oneroster: scores',
    expected: onlyNothingIsDone,
    perform: (answer) => oneRoster(answer).writeScores(SECTION, LINE_ITEM_REF, ROWS, '2026-10-20'),
  },
];

async function fateOf(write: Promise<unknown>): Promise<Fate> {
  try {
    const result = await write;
    const isRefused = result === false || (result as { refused?: unknown[] } | undefined)?.refused?.length === 1;
    return isRefused ? 'refused' : 'done';
  } catch (error) {
    if (!(error instanceof SisError)) throw error;
    return error.uncertain ? 'in doubt' : 'refused';
  }
}

describe.each(WRITES.map((write) => [write.name, write] as const))('%s', (_name, { expected, perform }) => {
  const statuses = [...SUCCESSES, 401, ...REFUSALS, ...REFUSALS_WITH_WORDS, ...DOUBTS].sort((a, b) => a - b);

  test.each(statuses)('answered with %i is known to be refused, done, or in doubt', async (status) => {
    const told: Partial<Record<Body, Fate>> = {};
    const right: Partial<Record<Body, Fate>> = {};
    for (const [body, text] of Object.entries(BODIES) as [Body, string][]) {
      told[body] = await fateOf(perform({ status, text }));
      right[body] = expected(status, body) ?? expectedOfAll(status, body);
    }
    expect(told).toEqual(right);
  });

  test('answered in words that the assignment is gone is refused', async () => {
    const text = '{"message":"Unable to find com.pearson.powerschool.xte.model.AssignmentSection with id 77001"}';
    await expect(fateOf(perform({ status: 500, text }))).resolves.toBe('refused');
  });

  test('of which no whole answer came is in doubt, and not where it was never sent', async () => {
    for (const uncertain of [true, false]) {
      const lost = new SisError({ class: 'transient', code: 'SIS_UNAVAILABLE', uncertain }, 'reset');
      await expect(fateOf(perform(lost as unknown as FakeAnswer))).resolves.toBe(uncertain ? 'in doubt' : 'refused');
    }
  });
});
