import { afterEach, describe, expect, it } from '@jest/globals';
import { explainSectionAssessment } from '@passback/domain';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { type Call, transient } from './testing/fake-powerschool.fixture.ts';
import type { UnitSketch } from './testing/units.fixture.ts';
import { LEASE_MS, World } from './testing/world.fixture.ts';

const BEFORE: UnitSketch = { id: 's1', scores: { '81001': 5, '81002': 6, '81003': null } };

interface Path {
  readonly name: string;
  /** What was delivered the night before; null: the unit is new. */
  readonly before: UnitSketch | null;
  readonly sketch: UnitSketch;
  /** What happens in PowerSchool between the nights. */
  readonly between?: (world: World) => void;
  /** What the gradebook holds at the end. */
  readonly title: string;
  readonly cells: Readonly<Record<string, number>>;
  readonly kept?: readonly string[];
}

const PATHS: readonly Path[] = [
  {
    name: 'a new unit',
    before: null,
    sketch: BEFORE,
    title: 'Mid Term Exam (S1)',
    cells: { '81001': 5, '81002': 6 },
  },
  {
    name: 'changed scores',
    before: BEFORE,
    sketch: { ...BEFORE, revision: 2, scores: { '81001': 7, '81002': 6, '81003': 8 } },
    title: 'Mid Term Exam (S1)',
    cells: { '81001': 7, '81002': 6, '81003': 8 },
  },
  {
    name: 'a new title and type with a changed score, and an edit in PowerSchool',
    before: BEFORE,
    sketch: {
      ...BEFORE,
      revision: 2,
      title: 'Final',
      assessmentType: 'Test',
      scores: { ...BEFORE.scores, '81001': 7 },
    },
    between: (world) => world.sis.edit('S1', '81002', { points: 1 }),
    title: 'Final (S1)',
    cells: { '81001': 7, '81002': 1 },
    kept: ['81002'],
  },
  {
    name: 'a student who left',
    before: BEFORE,
    sketch: { ...BEFORE, revision: 2, scores: { '81001': 7, '81002': 9, '81003': 8 } },
    between: (world) => world.sis.left.add('81002'),
    title: 'Mid Term Exam (S1)',
    cells: { '81001': 7, '81002': 6, '81003': 8 },
  },
];

let world: World;
afterEach(() => world.close());

async function prepare({ before, sketch, between }: Path): Promise<void> {
  world = await World.open();
  if (before !== null) {
    const app = await world.start();
    await world.night([before]);
    await world.settled();
    await app.stop();
  }
  between?.(world);
  await world.night([sketch]);
  world.sis.calls.length = 0;
}

/** How many requests the path makes when nothing goes wrong. */
async function requestsOf(path: Path): Promise<number> {
  await prepare(path);
  await world.start();
  await world.settled();
  const requests = world.sis.calls.length;
  await world.close();
  return requests;
}

/** Kills the process at one point of the path, and lets another one take over once the lease ran out. */
async function crashAt(path: Path, n: number, phase: 'before' | 'after'): Promise<void> {
  await prepare(path);
  const first = await world.start();
  let crashed: Call | null = null;
  world.sis.hook = (at, call) => {
    if (crashed === null && call.n === n && at === phase) crashed = call;
    if (crashed === null) return;
    first.kill();
    throw new Error('killed');
  };
  await eventually(() => expect(crashed).not.toBeNull());
  world.sis.hook = () => undefined;
  world.clock.advance(LEASE_MS);
  await first.stop();
  await world.start();
  await world.settled();
}

async function expectConverged({ title, cells, kept = [] }: Path): Promise<void> {
  expect(world.sis.carrying('S1').map((assignment) => assignment.title)).toEqual([title]);
  expect(world.sis.cells('S1')).toEqual(cells);
  const { sis, summary, delivery } = await world.unit('s1');
  expect(summary.state).toBe('inSync');
  expect(delivery).toMatchObject({ claim: null, intent: null, failure: null });
  expect(sis.assignment?.title).toBe(title);
  // The ledger equals the gradebook: what was written is there, and what differs is known to be a teacher's.
  for (const { sisStudentId, points, kept: edit } of sis.scores) {
    expect(edit === null ? points : edit.seenPoints).toBe(world.sis.cells('S1')[sisStudentId]);
  }
  expect(sis.scores.filter((score) => score.kept !== null).map(({ sisStudentId }) => sisStudentId)).toEqual(kept);
}

describe.each(PATHS)('a process that is killed while it delivers $name', (path) => {
  it('before or after any of its requests leaves one assignment with every score right', async () => {
    const requests = await requestsOf(path);
    expect(requests).toBeGreaterThan(0);
    for (let n = 1; n <= requests; n += 1) {
      for (const phase of ['before', 'after'] as const) {
        await crashAt(path, n, phase);
        await expectConverged(path);
        await world.close();
      }
    }
  }, 120_000);
});

describe('an edit that a teacher makes in PowerSchool between a killed attempt and its retry', () => {
  async function killedAfterScores(): Promise<void> {
    world = await World.open();
    const first = await world.start();
    await world.night([BEFORE]);
    world.sis.hook = (phase, { method }) => {
      if (phase === 'after' && method === 'writeScores') first.kill();
    };
    await eventually(() => expect(world.sis.cells('S1')).toEqual({ '81001': 5, '81002': 6 }));
    world.sis.hook = () => undefined;
    world.clock.advance(LEASE_MS);
    await first.stop();
  }

  it('is kept while Otus has not changed; a score that then changes in Otus is sent', async () => {
    await killedAfterScores();
    world.sis.edit('S1', '81001', { points: 9 });
    await world.start();
    await world.settled();
    expect(world.sis.cells('S1')).toEqual({ '81001': 9, '81002': 6 });
    expect(world.sis.writes().map(({ method }) => method)).toEqual(['createAssignment', 'writeScores']);
    const [edited, sent] = explainSectionAssessment(await world.unit('s1')).scores;
    expect(edited).toMatchObject({ state: 'kept', reasons: [{ code: 'SIS_EDIT_KEPT' }], kept: { sisPoints: 9 } });
    expect(sent).toMatchObject({ state: 'sent', sentPoints: 6 });
    await world.night([{ ...BEFORE, revision: 2, scores: { ...BEFORE.scores, '81001': 7 } }], { runId: 'night-2' });
    await world.settled();
    expect(world.sis.cells('S1')).toEqual({ '81001': 7, '81002': 6 });
  });

  it('is kept where it exempts a student', async () => {
    await killedAfterScores();
    world.sis.edit('S1', '81001', { exempt: true });
    await world.start();
    await world.settled();
    expect(world.sis.carrying('S1')[0]?.cells.get('81001')).toMatchObject({ points: 5, exempt: true });
    expect((await world.unit('s1')).summary.reasons).toContain('SIS_EDIT_KEPT');
  });

  it('gives way where Otus changed meanwhile: nobody knows which of its scores did', async () => {
    await killedAfterScores();
    world.sis.edit('S1', '81001', { points: 9 });
    await world.night([{ ...BEFORE, revision: 2, scores: { ...BEFORE.scores, '81001': 7 } }]);
    await world.start();
    await world.settled();
    expect(world.sis.cells('S1')).toEqual({ '81001': 7, '81002': 6 });
  });

  it('is not lost to a read that fails: the next attempt looks again', async () => {
    await killedAfterScores();
    world.sis.edit('S1', '81001', { points: 9 });
    let hasFailed = false;
    world.sis.hook = (phase, { method }) => {
      if (hasFailed || phase !== 'before' || method !== 'scores') return;
      hasFailed = true;
      throw transient();
    };
    await world.start();
    await world.settled();
    expect(hasFailed).toBe(true);
    expect(world.sis.cells('S1')).toEqual({ '81001': 9, '81002': 6 });
  });
});

it('a process that is killed before it could record what it did leaves nothing doubled', async () => {
  world = await World.open();
  const first = await world.start();
  await world.night([BEFORE]);
  world.sis.hook = (phase, { method }) => {
    if (phase === 'after' && method === 'writeScores') first.kill();
  };
  await eventually(() => expect(world.sis.cells('S1')).toEqual({ '81001': 5, '81002': 6 }));
  world.clock.advance(LEASE_MS);
  await first.stop();
  // Meanwhile the teacher renames it in Otus.
  await world.night([{ ...BEFORE, revision: 2, title: 'Final', assessmentType: 'Test' }]);
  await world.start();
  await world.settled();
  expect(world.sis.carrying('S1')).toMatchObject([{ title: 'Final (S1)', categoryId: '4302' }]);
  expect((await world.unit('s1')).summary.state).toBe('inSync');
});
