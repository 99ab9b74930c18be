import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Category, Gradebook, SectionRef } from '@passback/powerschool';
import { transient } from '../testing/fake-powerschool.fixture.ts';
import { UnitLane } from '../testing/unit-lane.fixture.ts';
import { rememberedColumns, SectionMemory, seenCells, sightOf } from './section-memory.ts';

const SECTION: SectionRef = { schoolId: '100', sectionId: '85001', teacherId: '8301', termId: '3600' };
const OTHER: SectionRef = { ...SECTION, sectionId: '85002' };
const REF = { assignmentId: '501', sectionAssignmentId: '77001' };
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

let lane: UnitLane;
let memory: SectionMemory;
beforeEach(() => {
  lane = new UnitLane();
  ({ memory } = lane.tools);
});

describe('a teacher’s category', () => {
  const QUIZZES: Category = { categoryId: '4301', name: 'Quizzes', active: true };
  const teacherHas = (...categories: Partial<Category>[]): void => {
    lane.sis.categoryList = categories.map((changes) => ({ ...QUIZZES, ...changes }));
  };

  it('is found by its name, whatever blanks stand around it', async () => {
    teacherHas({ categoryId: '1', name: 'Tests' }, { name: ' Quizzes ' });
    expect(await memory.category(SECTION, 'Quizzes')).toMatchObject({ categoryId: '4301' });
    expect(await memory.category(SECTION, 'Quizzes  ')).toMatchObject({ categoryId: '4301' });
  });

  it('is the active one of several of its name', async () => {
    teacherHas({ categoryId: '1', active: false }, { categoryId: '2' }, { categoryId: '3', active: false });
    expect(await memory.category(SECTION, 'Quizzes')).toMatchObject({ categoryId: '2' });
  });

  it.each<[string, Partial<Category>[], string]>([
    ['does not exist', [{ name: 'Tests' }], 'The category "Quizzes" does not exist for teacher 8301.'],
    ['is inactive', [{ active: false }], 'The category "Quizzes" is inactive for teacher 8301.'],
  ])('that %s fails the unit, and says so', async (_what, categories, message) => {
    teacherHas(...categories);
    await expect(memory.category(SECTION, 'Quizzes')).rejects.toMatchObject({
      ...{ class: 'unit', code: 'CATEGORY_INACTIVE', message },
    });
  });

  it('is asked for once in some minutes where it is there and active', async () => {
    await memory.category(SECTION, 'Quizzes');
    lane.now += 5 * MINUTE_MS - 1;
    await memory.category(SECTION, 'Quizzes');
    expect(lane.methods).toEqual(['categories']);
    lane.now += 1;
    await memory.category(SECTION, 'Quizzes');
    expect(lane.methods).toEqual(['categories', 'categories']);
  });

  it.each<[string, Partial<Category>[]]>([
    ['is not there', []],
    ['is inactive', [{ active: false }]],
  ])('that %s is looked for once more, unless that was seconds ago', async (_what, before) => {
    teacherHas(...before);
    await expect(memory.category(SECTION, 'Quizzes')).rejects.toThrow();
    teacherHas({});
    lane.now += 10 * SECOND_MS - 1;
    await expect(memory.category(SECTION, 'Quizzes')).rejects.toThrow();
    lane.now += 1;
    expect(await memory.category(SECTION, 'Quizzes')).toEqual(QUIZZES);
    expect(lane.methods).toEqual(['categories', 'categories']);
  });

  it('is its own for each teacher and term', async () => {
    for (const section of [SECTION, { ...SECTION, teacherId: '8302' }, { ...SECTION, termId: '3601' }, OTHER]) {
      await memory.category(section, 'Quizzes');
      expect(await memory.categoryName(section, '4302')).toBe('Tests');
    }
    expect(lane.methods).toEqual(['categories', 'categories', 'categories']);
  });

  it('has the name that PowerSchool gives it, without blanks; none where the teacher has none of that id', async () => {
    teacherHas({ categoryId: '1', name: 'Tests' }, { categoryId: '2', name: ' Projects ' });
    expect(await memory.categoryName(SECTION, '2')).toBe('Projects');
    expect(await memory.categoryName(SECTION, '3')).toBe('');
    expect(await memory.categoryName({ ...SECTION, teacherId: '8302' }, '1')).toBe('Tests');
    expect(lane.methods).toEqual(['categories', 'categories']);
  });

  it('is none that PowerSchool’s connector remembers from before the run', async () => {
    const ages: unknown[] = [];
    const gradebook: Gradebook = {
      ...lane.tools.gradebook,
      categories: async (_section, maxAgeMs) => {
        ages.push(maxAgeMs);
        return [QUIZZES];
      },
    };
    const ofRun = new SectionMemory(gradebook, () => lane.now, rememberedColumns());
    ofRun.beginRun('night-1');
    lane.now += 3 * SECOND_MS;
    await ofRun.category(SECTION, 'Quizzes');
    await ofRun.categoryName({ ...SECTION, teacherId: '8302' }, '4301');
    expect(ages).toEqual([3 * SECOND_MS, 3 * SECOND_MS]);
  });
});

describe('a run', () => {
  const ask = async () => {
    await memory.category(SECTION, 'Quizzes');
    await memory.enrolled(SECTION);
  };

  it('looks afresh at what somebody may have mended, with its first unit alone', async () => {
    for (const runId of ['night-1', 'night-1', 'redrive-1', 'night-1', 'redrive-1']) {
      memory.beginRun(runId);
      await ask();
    }
    expect(lane.methods).toEqual(['categories', 'enrolledStudents', 'categories', 'enrolledStudents']);
  });

  it('is a new one again after eight others', async () => {
    const runs = Array.from({ length: 9 }, (_, n) => `run-${n}`);
    for (const runId of runs) memory.beginRun(runId);
    await ask();
    memory.beginRun('run-1');
    await ask();
    expect(lane.methods).toHaveLength(2);
    memory.beginRun('run-0');
    await ask();
    expect(lane.methods).toHaveLength(4);
  });
});

describe('the list of a section', () => {
  const listed = async (options = { fresh: false }) =>
    (await memory.assignments(SECTION, options)).map(({ title }) => title);
  const make = (title: string): string =>
    lane.sis.place(SECTION.sectionId, { title, dueDate: '2026-11-20', totalPoints: 30, categoryId: '4301' });

  it('is read once, and again where it has to be as it is now', async () => {
    make('Quiz (S1)');
    expect(await listed()).toEqual(['Quiz (S1)']);
    make('Quiz (S2)');
    expect(await listed()).toEqual(['Quiz (S1)']);
    expect(await listed({ fresh: true })).toEqual(['Quiz (S1)', 'Quiz (S2)']);
    expect(await listed()).toEqual(['Quiz (S1)', 'Quiz (S2)']);
    expect(await memory.assignments(OTHER, { fresh: false })).toEqual([]);
  });

  it('is read again after an hour', async () => {
    await listed();
    lane.now += 60 * MINUTE_MS;
    make('Quiz (S1)');
    expect(await listed()).toEqual(['Quiz (S1)']);
  });

  it('has what this lane made since', async () => {
    make('Quiz (S1)');
    await listed();
    const made = { ref: REF, title: 'Quiz (S2)', dueDate: '2026-11-20', totalPoints: 30, categoryId: '4301' };
    memory.noteCreated(SECTION, made, 's2');
    expect(await listed()).toEqual(['Quiz (S1)', 'Quiz (S2)']);
    expect(lane.methods).toEqual(['assignments']);
    expect(memory.isAnothers(REF, 's1')).toBe(true);
  });

  it('is read anew where something may have been made there unseen', async () => {
    await listed();
    make('Quiz (S1)');
    memory.forgetAssignments(OTHER);
    expect(await listed()).toEqual([]);
    memory.forgetAssignments(SECTION);
    expect(await listed()).toEqual(['Quiz (S1)']);
  });

  it('that could not be read while another unit’s column was made is asked for anew', async () => {
    lane.failOnce('assignments', 'after', transient);
    const reading = listed();
    const made = { ref: REF, title: 'Quiz (S2)', dueDate: '2026-11-20', totalPoints: 30, categoryId: '4301' };
    memory.noteCreated(SECTION, made, 's2');
    await expect(reading).rejects.toThrow('HTTP 502');
    make('Quiz (S2)');
    expect(await listed()).toEqual(['Quiz (S2)']);
  });
});

describe('a column', () => {
  const ref = (assignmentId: number) => ({ ...REF, assignmentId: `${assignmentId}` });

  it('is another’s where this lane made or found it for another unit', () => {
    memory.noteOwner(ref(1), 's1');
    expect(memory.isAnothers(ref(1), 's2')).toBe(true);
    expect(memory.isAnothers(ref(1), 's1')).toBe(false);
    expect(memory.isAnothers(ref(2), 's2')).toBe(false);
  });

  it('has its owner remembered for as many of them as one session makes at most', () => {
    for (let id = 1; id <= 20_001; id += 1) memory.noteOwner(ref(id), 's1');
    expect([1, 20_000, 20_001].map((id) => memory.isAnothers(ref(id), 's2'))).toEqual([true, true, false]);
  });
});

describe('work under one key', () => {
  /** Begins work that ends when it is told to. */
  const begin = (key: string, name: string) => {
    const end = Promise.withResolvers<string>();
    const done = memory.inTurn(key, () => {
      begun.push(name);
      return end.promise;
    });
    return { ...end, done };
  };
  let begun: string[];
  beforeEach(() => {
    begun = [];
  });
  /** Until all that can begin has begun. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('comes in the order in which it was asked for, each after the one before has ended', async () => {
    const [first, second] = [begin('S1', 'first'), begin('S1', 'second')];
    await settled();
    expect(begun).toEqual(['first']);
    first.resolve('one');
    expect(await first.done).toBe('one');
    // The first is over and the second under way.
    const third = begin('S1', 'third');
    await settled();
    expect(begun).toEqual(['first', 'second']);
    second.resolve('two');
    third.resolve('three');
    expect(await Promise.all([second.done, third.done])).toEqual(['two', 'three']);
  });

  it('comes after what failed as well, whose failure is told to who asked for it', async () => {
    const [first, second] = [begin('S1', 'first'), begin('S1', 'second')];
    first.reject(transient());
    second.resolve('two');
    await expect(first.done).rejects.toThrow('HTTP 502');
    expect(await second.done).toBe('two');
  });

  it('waits for none of another key', async () => {
    const [first, other] = [begin('S1', 'first'), begin('S2', 'other')];
    other.resolve('other');
    expect(await other.done).toBe('other');
    first.resolve('one');
    await first.done;
    expect(begun).toEqual(['first', 'other']);
  });
});

describe('the cells of an assignment', () => {
  const CELL = { sisStudentId: '81001', points: 5, exempt: false };

  it('are those that hold something; of all others is known that they are empty', async () => {
    const assignmentId = lane.sis.place(SECTION.sectionId, {
      ...{ title: 'Quiz (S1)', dueDate: '2026-11-20', totalPoints: 30, categoryId: '4301' },
    });
    lane.sis.edit('S1', '81001', { points: 5 });
    const cells = await memory.cells(SECTION, { ...REF, assignmentId });
    expect(cells).toEqual(new Map([['81001', CELL]]));
    expect(['81001', '81002'].map((student) => sightOf(cells, student))).toEqual([
      CELL,
      { points: null, exempt: false },
    ]);
  });

  it('are none where PowerSchool tells of none', () => {
    expect(seenCells()).toEqual(new Map());
    expect(sightOf(seenCells(), '81001')).toEqual({ points: null, exempt: false });
  });

  it('are not to be known where PowerSchool gives no way to read them', async () => {
    lane.sis.areScoresReadable = false;
    expect(await memory.cells(SECTION, REF)).toBeNull();
    expect(sightOf(null, '81001')).toBe('unreadable');
  });
});

describe('who is enrolled in a section', () => {
  it('is asked for once in ten minutes', async () => {
    lane.sis.students = new Set(['81001', '81002']);
    expect(await memory.enrolled(SECTION)).toEqual(new Set(['81001', '81002']));
    lane.sis.left.add('81002');
    lane.now += 10 * MINUTE_MS - 1;
    expect(await memory.enrolled(SECTION)).toEqual(new Set(['81001', '81002']));
    lane.now += 1;
    expect(await memory.enrolled(SECTION)).toEqual(new Set(['81001']));
    expect(lane.methods).toEqual(['enrolledStudents', 'enrolledStudents']);
  });

  it('had better be asked before a section’s scores are written once one of its students was refused', () => {
    memory.noteStudentLeft(SECTION);
    expect([SECTION, OTHER].map((section) => memory.hadStudentsWhoLeft(section))).toEqual([true, false]);
  });

  it('is remembered to be doubtful of so many sections at most', () => {
    const section = (n: number) => ({ ...SECTION, sectionId: `${n}` });
    for (let n = 1; n <= 2_001; n += 1) memory.noteStudentLeft(section(n));
    expect([1, 2_000, 2_001].map((n) => memory.hadStudentsWhoLeft(section(n)))).toEqual([true, true, false]);
  });
});
