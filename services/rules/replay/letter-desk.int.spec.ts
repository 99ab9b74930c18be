import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { topics } from '@passback/contracts';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import type { RulesApp } from '../app.ts';
import { LIMITS } from '../limits.ts';
import { scoreOf, snapshotOf } from '../testing/facts.fixture.ts';
import { seenByOlderVersion } from '../testing/older-version.fixture.ts';
import { World } from '../testing/world.fixture.ts';
import { goThroughLetters } from './go-through-letters.ts';
import { LetterDesk } from './letter-desk.ts';

let world: World;
let rules: RulesApp;
beforeEach(async () => {
  world = await World.open();
  await world.addDistrict('lincoln');
  rules = await world.startRules();
});
afterEach(() => world.close());

const lettersKept = (count: number) =>
  eventually(async () =>
    expect(await world.messaging.lag('nobody', [topics.deadLetters])).toEqual({ [topics.deadLetters.name]: count }),
  );

/** Puts units of a district aside that is not known. */
async function putAside(...ids: string[]): Promise<void> {
  await world.send(
    'adams',
    ids.map((id) => snapshotOf(id, { revision: 1 })),
  );
  await lettersKept(ids.length);
}

/** As they are now, and not as they were when somebody looked last. */
function letters(asked: Parameters<World['deadLetters']>[1] = {}) {
  world.clock.advance(LIMITS.letterSurveyKeptMs);
  return world.deadLetters(rules, asked);
}

describe('the list of dead letters', () => {
  it('says of each what it is and why it is there, and nothing of students', async () => {
    const value = {
      districtId: 'lincoln',
      receivedAtMs: world.clock.now(),
      snapshot: {
        ...snapshotOf('1', {
          title: 'Essay of Zoe Quill',
          scores: [scoreOf(1, { points: 77.25, studentId: 'zoe-quill' })],
        }),
        totalPoints: Number.NaN,
      },
    };
    await world.messaging.produce(topics.sectionAssessments, [{ key: 'lincoln:1', value }]);
    await lettersKept(1);
    const list = await letters();
    expect(list).toMatchObject({ cursor: '', waiting: 1, replayed: 0, dismissed: 0, truncated: false });
    expect(list.letters).toEqual([
      {
        id: `${topics.deadLetters.name}/0/${list.letters[0]?.id.split('/')[2]}`,
        topic: topics.sectionAssessments.name,
        districtId: 'lincoln',
        sectionAssessmentId: '1',
        sectionId: value.snapshot.section?.sisSectionId,
        schema: topics.sectionAssessments.type,
        code: 'INVARIANT_BROKEN',
        cause: 'the message says what cannot be',
        atMs: expect.any(Number),
        bytes: topics.sectionAssessments.encode(value).byteLength,
        state: 'waiting',
        outlook: 'unreadable',
        fields: expect.arrayContaining(['districtId', 'snapshot.title', 'snapshot.scores[].points']),
        mark: undefined,
        traceId: expect.stringMatching(/^([0-9a-f]{32})?$/),
      },
    ]);
    expect(JSON.stringify(list)).not.toMatch(/zoe|quill|77\.25/i);
  });

  it('knows of bytes that are no message at least whose they are', async () => {
    const bytes = { ...topics.sectionAssessments, encode: () => new Uint8Array([255, 255, 255]) };
    await world.messaging.produce(bytes, [{ key: 'lincoln:7', value: null as never }]);
    await lettersKept(1);
    expect((await letters()).letters).toMatchObject([
      { districtId: 'lincoln', sectionAssessmentId: '7', code: 'UNDECODABLE', outlook: 'unreadable', fields: [] },
    ]);
  });

  it('is in pages, the newest first, each letter once', async () => {
    for (const [index, id] of ['1', '2', '3', '4', '5'].entries()) {
      await world.send('adams', [snapshotOf(id)]);
      await lettersKept(index + 1);
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await letters({ cursor, limit: 2 });
      expect([page.letters.length <= 2, page.waiting]).toEqual([true, 5]);
      seen.push(...page.letters.map((letter) => letter.sectionAssessmentId));
      cursor = page.cursor;
    } while (cursor !== '');
    expect(seen).toEqual(['5', '4', '3', '2', '1']);
    expect(await letters({ limit: 0 })).toMatchObject({ letters: [], waiting: 5 });
    const [third] = (await letters()).letters.slice(2);
    expect((await letters({ ids: [third?.id ?? ''] })).letters).toEqual([third]);
  });

  it.each([
    ['more than a page', { limit: 101 }],
    ['a cursor that is none', { cursor: 'x' }],
    ['an id that is none', { ids: ['passback.staff.v1/0/1'] }],
  ])('of %s is refused', async (_what, asked) => {
    await expect(letters(asked)).rejects.toMatchObject({ code: 3 });
  });
});

describe('a replay of some letters', () => {
  it('gives those back that can be read now, once, and says of each what came of it', async () => {
    await putAside('1', '2');
    const [second, first] = (await letters()).letters.map(({ id }) => id) as [string, string];
    expect(await world.replayLetters(rules, [first])).toEqual({ results: [{ id: first, outcome: 'notReadable' }] });
    await world.addDistrict('adams');
    // A second may go by before rules knows of the district: a letter that comes back meanwhile is put aside as a new one.
    await world.stopRules(rules);
    rules = await world.startRules();
    const unknown = `${topics.deadLetters.name}/0/999999`;
    expect(await world.replayLetters(rules, [first, first, unknown])).toEqual({
      results: [
        { id: first, outcome: 'done' },
        { id: unknown, outcome: 'unknown' },
      ],
    });
    await eventually(async () =>
      expect(await world.ledger.sectionAssessments.countByState('adams')).toEqual({ due: 1 }),
    );
    expect(await world.replayLetters(rules, [first])).toEqual({ results: [{ id: first, outcome: 'already' }] });
    const list = await letters();
    expect(list).toMatchObject({ waiting: 1, replayed: 1, dismissed: 0 });
    expect(list.letters).toMatchObject([
      { id: second, state: 'waiting', outlook: 'readable' },
      { id: first, state: 'replayed', mark: { by: 'person:spec', reason: '' } },
    ]);
  });

  it('needs ids, of dead letters, and not too many', async () => {
    const id = `${topics.deadLetters.name}/0/1`;
    for (const ids of [[], ['x'], Array.from({ length: 101 }, () => id)])
      await expect(world.replayLetters(rules, ids)).rejects.toMatchObject({ code: 3 });
  });
});

describe('a dismissal', () => {
  it('is remembered with who, when and why, and what is dismissed is not replayed, by anybody', async () => {
    await putAside('1', '2');
    const [second, first] = (await letters()).letters.map(({ id }) => id) as [string, string];
    const results = [{ id: first, outcome: 'done' }];
    const before = world.clock.now();
    expect(await world.dismissLetters(rules, [first], 'a test of Otus')).toEqual({ results });
    expect(await world.dismissLetters(rules, [first], 'another')).toEqual({
      results: [{ id: first, outcome: 'already' }],
    });
    await world.addDistrict('adams');
    expect(await world.replayLetters(rules, [first])).toEqual({ results: [{ id: first, outcome: 'already' }] });
    expect(await goThroughLetters(world, { isReplay: false, say: () => undefined })).toEqual({
      readable: 1,
      dismissed: 1,
    });
    const list = await letters();
    expect(list).toMatchObject({ waiting: 1, replayed: 0, dismissed: 1 });
    expect(list.letters).toMatchObject([
      { id: second, state: 'waiting' },
      { id: first, state: 'dismissed', mark: { by: 'person:spec', reason: 'a test of Otus' } },
    ]);
    expect(list.letters[1]?.mark?.atMs).toBeGreaterThanOrEqual(before);
  });

  it('keeps a newer version from taking it in by itself', async () => {
    await world.stopRules(rules);
    rules = await world.startRules({ messaging: seenByOlderVersion(world.messaging) });
    const late = { revision: 2, scores: [scoreOf(1, { status: 'late' })] } as const;
    await world.send('lincoln', [snapshotOf('1', { revision: 1 }), snapshotOf('2', { revision: 1 })]);
    await world.evaluated('lincoln', 2);
    await world.send('lincoln', [snapshotOf('1', late), snapshotOf('2', late)]);
    await lettersKept(2);
    // That one cannot be asked.
    const desk = new LetterDesk(world);
    const { letters: all } = await desk.list({ ids: [], cursor: '', limit: 10 });
    const ids = all.flatMap((letter) => (letter.sectionAssessmentId === '1' ? [letter.id] : []));
    expect(await desk.dismiss(ids, 'person:spec', 'a test of Otus')).toEqual([{ id: ids[0], outcome: 'done' }]);
    await world.stopRules(rules);
    rules = await world.startRules();
    await world.eventualUnit('lincoln', '2', ({ otus }) => expect(otus.snapshot.revision).toBe(2));
    expect((await world.unit('lincoln', '1')).otus.snapshot.revision).toBe(1);
  });

  it('needs a reason of 1 to 500 characters', async () => {
    const ids = [`${topics.deadLetters.name}/0/1`];
    for (const reason of ['', ' ', 'x'.repeat(501)])
      await expect(world.dismissLetters(rules, ids, reason)).rejects.toMatchObject({ code: 3 });
    expect(await world.dismissLetters(rules, ids, 'x'.repeat(500))).toEqual({
      results: [{ id: ids[0], outcome: 'unknown' }],
    });
  });
});

it('says how many messages wait to be evaluated', async () => {
  await world.send('lincoln', [snapshotOf('1')]);
  await eventually(async () =>
    expect(await world.lag(rules)).toEqual({
      topics: [
        { topic: topics.sectionAssessments.name, messages: 0 },
        { topic: topics.staff.name, messages: 0 },
      ],
    }),
  );
});
