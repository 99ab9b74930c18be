import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryState, ScoreWrite, UnitRecord, WrittenAssignment, WrittenScore } from '@passback/domain';
import type { SisScore } from '@passback/powerschool';
import { givenAssignment } from '../../../libs/domain/testing/given.ts';
import { recordOf } from '../testing/record.fixture.ts';
import { NOW, UnitLane } from '../testing/unit-lane.fixture.ts';
import { lookAt } from './look-at-gradebook.ts';
import type { UnitInHand } from './unit-in-hand.ts';

const FIELDS = { title: 'Mid Term Exam (S1)', dueDate: '2026-11-20', totalPoints: 30 };
const SECTION_ID = '85001';
const BY_SCORE = { doubt: { cause: 'score' } } as const;
const BY_LOST_WRITE = { doubt: { cause: 'lost' } } as const;

let lane: UnitLane;
beforeEach(() => {
  lane = new UnitLane();
});

/** What was sent of a unit, and what became of it since. */
interface Sent {
  /** What Otus wants; left out: five points of the first student. */
  readonly scores?: Readonly<Record<string, number>>;
  /** What is known of cells that were given five points. */
  readonly known?: Readonly<Record<string, Partial<WrittenScore>>>;
  /** What PowerSchool has in them. */
  readonly cells?: Readonly<Record<string, Partial<SisScore>>>;
  readonly assignment?: Partial<WrittenAssignment>;
  readonly delivery?: Partial<DeliveryState>;
}

function place(id: string, title = `Mid Term Exam (${id.toUpperCase()})`) {
  const assignmentId = lane.sis.place(SECTION_ID, { ...FIELDS, title, categoryId: '4301' });
  return { assignmentId, sectionAssignmentId: `s${assignmentId}` };
}

function sent({
  scores = { '81001': 5 },
  known = { '81001': {} },
  cells = {},
  assignment,
  delivery,
}: Sent): UnitRecord {
  const ref = place('s1');
  for (const [student, cell] of Object.entries(cells)) lane.sis.edit('S1', student, cell);
  const given = { points: 5, sentAt: 1, kept: null, refused: null };
  const written = Object.entries(known).map(([sisStudentId, changes]) => ({ ...given, ...changes, sisStudentId }));
  const sis = { assignment: givenAssignment({ ref, title: FIELDS.title, ...assignment }), scores: written };
  return recordOf({ id: 's1', scores }, delivery, sis);
}

/** Looks at what the unit's effect asks for. */
async function look(record: UnitRecord) {
  const unit = lane.hand(record);
  return { unit, ...(await lookWith(unit)) };
}
async function lookWith(unit: UnitInHand) {
  const effect = unit.draft.effect();
  if (effect.kind === 'none' || effect.kind === 'create') throw new Error(`nothing to look at: ${effect.kind}`);
  const sight = await lookAt(unit, effect);
  if (sight === 'gone') throw new Error('it is gone');
  return sight;
}
const students = (writes: readonly ScoreWrite[]): string[] => writes.map(({ sisStudentId }) => sisStudentId);

describe('a score that is in doubt', () => {
  const EXCUSED = { kept: { seenPoints: null, seenAt: NOW, exempt: true } } as const;

  it.each<[string, Partial<SisScore>, string[], Partial<WrittenScore>]>([
    ['is as it is where its cell holds it', { points: 5 }, [], { sentAt: 1, kept: null }],
    ['is written where its cell is empty', {}, ['81001'], BY_SCORE],
    ['is kept as a teacher entered it', { points: 9 }, [], { kept: { seenPoints: 9, seenAt: NOW } }],
    ['is kept where a teacher excused the student', { points: 5, exempt: true }, [], EXCUSED],
  ])('%s', async (_what, cell, written, known) => {
    const { toWrite, unit } = await look(sent({ known: { '81001': BY_SCORE }, cells: { '81001': cell } }));
    expect(students(toWrite)).toEqual(written);
    expect(unit.draft.score('81001')).toMatchObject(known);
    expect(lane.methods).toEqual(['scores']);
  });

  it('is ours where an older ledger knows nothing of it and its cell is empty, and else somebody’s', async () => {
    const scores = { '81001': 5, '81002': 5, '81003': 5 };
    const cells = { '81001': { points: 5 }, '81002': { points: 9 } };
    const record = sent({ scores, known: {}, cells, assignment: { doubt: { cause: 'restored' } } });
    const { toWrite, unit } = await look(record);
    expect(students(toWrite)).toEqual(['81003']);
    expect(unit.draft.score('81001')).toMatchObject({ points: 5, kept: null });
    expect(unit.draft.score('81002')).toMatchObject({ kept: { seenPoints: 9 } });
  });

  it('is written where nobody can look and Otus itself put it there, and else said to be unchecked', async () => {
    lane.sis.areScoresReadable = false;
    const known = { '81001': BY_SCORE, '81002': { doubt: { cause: 'unit' } } } as const;
    const { toWrite, unit } = await look(sent({ scores: { '81001': 5, '81002': 5 }, known }));
    expect(students(toWrite)).toEqual(['81001']);
    expect(unit.draft.score('81002')).toMatchObject({ uncheckedAt: NOW });
  });
});

describe('a score that Otus changed', () => {
  it('is written over whatever PowerSchool has, and nothing is looked at for it', async () => {
    const { toWrite, assignment } = await look(sent({ scores: { '81001': 6 }, cells: { '81001': { points: 9 } } }));
    expect(students(toWrite)).toEqual(['81001']);
    expect(assignment).toBeNull();
    expect(lane.methods).toEqual([]);
  });

  it('is written over whatever was seen there, beside others that are looked at', async () => {
    const scores = { '81001': 5, '81002': 6, '81003': 7 };
    // The third was never sent.
    const known = { '81001': BY_SCORE, '81002': {} };
    const cells = { '81001': { points: 5 }, '81002': { points: 6 }, '81003': { points: 9 } };
    const { toWrite, unit } = await look(sent({ scores, known, cells }));
    expect(students(toWrite)).toEqual(['81002', '81003']);
    expect(unit.draft.score('81003')).toBeUndefined();
  });
});

describe('what is written again because somebody asked for it', () => {
  const CASES = { '81001': { points: 5 }, '81002': {}, '81003': { points: 9 } };
  const scores = { '81001': 5, '81002': 5, '81003': 5 };

  it.each<[DeliveryState['repair'], string[]]>([
    ['check', []],
    ['missing', ['81002']],
    ['all', ['81002', '81003']],
  ])('to repair %s', async (repair, written) => {
    const record = sent({
      scores,
      known: { '81001': {}, '81002': {}, '81003': {} },
      cells: CASES,
      delivery: { repair },
    });
    const { toWrite, unit } = await look(record);
    expect(students(toWrite)).toEqual(written);
    // It is in no doubt before its write is lost.
    for (const student of written) expect(unit.draft.score(student)).not.toHaveProperty('doubt');
  });
});

describe('the assignment', () => {
  it.each<[string, Sent]>([
    ['is to be changed', { assignment: { title: 'Quiz (S1)' } }],
    ['is in doubt', { assignment: { doubt: { cause: 'unit' } } }],
    ['is checked', { delivery: { repair: 'check' } }],
  ])('is looked at before anything is written where it %s', async (_what, what) => {
    const { assignment } = await look(sent(what));
    expect(assignment).toMatchObject(FIELDS);
    expect(lane.methods).toEqual(['assignment', 'scores']);
  });

  it('is gone where PowerSchool has it no more, and nothing else is looked at then', async () => {
    const unit = lane.hand(sent({ delivery: { repair: 'check' } }));
    lane.sis.assignments.clear();
    const effect = unit.draft.effect();
    if (effect.kind !== 'scoresOnly') throw new Error(effect.kind);
    expect(await lookAt(unit, effect)).toBe('gone');
    expect(lane.methods).toEqual(['assignment']);
  });

  it.each<[string, number | undefined, Sent]>([
    ['counts as checked where it and all of its cells were looked at', NOW, { delivery: { repair: 'check' } }],
    ['does not count as checked where only cells were looked at', undefined, { known: { '81001': BY_SCORE } }],
    [
      'does not count as checked where only it was looked at',
      undefined,
      { assignment: { title: 'Quiz (S1)' }, scores: { '81001': 6 } },
    ],
  ])('%s', async (_what, checkedAt, what) => {
    const { unit } = await look(sent(what));
    expect(unit.draft.placed.checkedAt).toBe(checkedAt);
  });

  it('does not count as checked where its cells cannot be read', async () => {
    lane.sis.areScoresReadable = false;
    const { unit } = await look(sent({ delivery: { repair: 'check' } }));
    expect(unit.draft.placed).not.toHaveProperty('checkedAt');
  });
});

describe('twins that were seen before', () => {
  const inDoubt = { '81001': BY_LOST_WRITE };

  it('are looked for as the section is now, and named no more where they are gone', async () => {
    const [copy, deleted, renamed] = [place('s1'), place('s1'), place('s1')].map(({ assignmentId }) => assignmentId);
    const record = sent({ known: inDoubt, assignment: { twins: [copy!, deleted!, renamed!] } });
    const unit = lane.hand(record);
    // The lane remembers all of them.
    await lane.tools.memory.assignments(unit.section, { fresh: false });
    lane.sis.assignments.delete(deleted!);
    lane.sis.assignments.get(renamed!)!.title = 'Final Exam (S2)';
    await lookWith(unit);
    expect(unit.draft.placed.twins).toEqual([copy]);
    expect(lane.methods).toEqual(['assignments', 'assignments', 'scores']);
  });

  it('are all that may be named: none is added here', async () => {
    const [copy] = [place('s1').assignmentId, place('s1')];
    const { unit } = await look(sent({ known: inDoubt, assignment: { twins: [copy] } }));
    expect(unit.draft.placed.twins).toEqual([copy]);
  });

  it('are named no more where none is left', async () => {
    const { unit } = await look(sent({ known: inDoubt, assignment: { twins: ['1'] } }));
    expect(unit.draft.placed).not.toHaveProperty('twins');
  });

  it('are not looked for where there were none', async () => {
    await look(sent({ known: inDoubt }));
    expect(lane.methods).toEqual(['scores']);
  });
});
