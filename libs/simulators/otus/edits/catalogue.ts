import { plusDays } from '../roster/calendar.ts';
import { CATEGORIES } from '../roster/roster.ts';
import { held, type IntendedColumn, type IntendedScore, kept, type ScenarioUnit, sent } from '../unit/intent.ts';
import type { Snapshot, SnapshotScore } from '../unit/snapshot.ts';
import { type Edit, findScore, intending, revised, type TeacherEdit, withScore } from './edit.ts';

const isThere = (unit: ScenarioUnit): boolean => unit.state === 'inSync' && unit.column !== null;
const isSent = ({ state }: { state: string }): boolean => state === 'sent';
const hasSent = (unit: ScenarioUnit): boolean => isThere(unit) && findScore(unit, isSent) !== undefined;
const onlyInOtus = (unit: ScenarioUnit) => ({ unit, inPowerSchool: [] as TeacherEdit[] });

/** An edit of the sent score that is found first. */
function ofSentScore(
  about: string,
  make: (unit: ScenarioUnit, found: NonNullable<ReturnType<typeof findScore>>) => ReturnType<Edit['make']>,
): Edit {
  return {
    about,
    applies: hasSent,
    make: (unit) => {
      const found = findScore(unit, isSent);
      return found === undefined ? onlyInOtus(unit) : make(unit, found);
    },
  };
}

/**
 * The unit with its column sent again: PowerSchool's cells are read before, so an edit made there earlier, which nothing had
 * looked at until now, is noticed and kept.
 */
function columnChanged(unit: ScenarioUnit, snapshot: Partial<Snapshot>, column: Partial<IntendedColumn>): ScenarioUnit {
  const scores = new Map(unit.scores);
  for (const { scoreId, points } of unit.snapshot.scores) {
    const intended = scores.get(scoreId);
    if (intended?.state === 'sent' && intended.cell !== points) scores.set(scoreId, kept(intended.cell));
  }
  return { ...unit, snapshot: revised(unit, snapshot), column: unit.column && { ...unit.column, ...column }, scores };
}

function retitled(unit: ScenarioUnit): ScenarioUnit {
  const title = `Renamed ${unit.snapshot.revision}`;
  return columnChanged(unit, { title }, { title: `${title} (${unit.snapshot.identifier})` });
}

function withIntent(unit: ScenarioUnit, scoreId: string, intended: IntendedScore): ScenarioUnit {
  return { ...unit, scores: intending(unit, scoreId, intended) };
}

/** To these points, or to one more where it has them: the same once more would be no change. */
function scoreChanged(unit: ScenarioUnit, { scoreId, points: before }: SnapshotScore, points: number): ScenarioUnit {
  const next = before === points ? points + 1 : points;
  return {
    ...unit,
    snapshot: revised(unit, { scores: withScore(unit, scoreId, { points: next, status: 'onTime' }) }),
    scores: intending(unit, scoreId, sent(next)),
  };
}

/** Another type than the unit has, with the category that it maps to. */
const otherType = (unit: ScenarioUnit): string => (unit.snapshot.assessmentType === 'Quiz' ? 'Test' : 'Quiz');

/** Every row of "when something is sent again", and what teachers do in PowerSchool meanwhile. */
export const EDITS: readonly Edit[] = [
  { about: 'title changed', applies: isThere, make: (unit) => onlyInOtus(retitled(unit)) },
  {
    about: 'type changed: the category follows',
    applies: isThere,
    make: (unit) => {
      const assessmentType = otherType(unit);
      return onlyInOtus(columnChanged(unit, { assessmentType }, { category: CATEGORIES[assessmentType] ?? '' }));
    },
  },
  {
    about: 'due date moved',
    applies: (unit) => isThere(unit) && unit.snapshot.kind === 'standard',
    make: (unit, today) => {
      const dueDate = plusDays(today, 3);
      return onlyInOtus(columnChanged(unit, { dueDate }, { dueDate }));
    },
  },
  {
    about: 'total points raised',
    applies: isThere,
    make: (unit) => {
      const totalPoints = unit.snapshot.totalPoints + 5;
      const next = columnChanged(unit, { totalPoints }, { totalPoints });
      const scores = new Map(
        [...next.scores].map(
          ([id, score]) => [id, { ...score, notices: score.notices.filter((code) => code !== 'ABOVE_TOTAL') }] as const,
        ),
      );
      return onlyInOtus({ ...next, scores });
    },
  },
  ofSentScore('score changed', (unit, { score }) => onlyInOtus(scoreChanged(unit, score, 7.25))),
  {
    about: 'late work graded at last',
    applies: (unit) => isThere(unit) && findScore(unit, ({ code }) => code === 'TURNED_IN_NOT_GRADED') !== undefined,
    make: (unit) => {
      const found = findScore(unit, ({ code }) => code === 'TURNED_IN_NOT_GRADED');
      const student = found?.score;
      if (student === undefined || student.sisStudentId === null) return onlyInOtus(unit);
      const scores = withScore(unit, student.scoreId, { completion: 'graded', status: 'late', points: 11 });
      return onlyInOtus({
        ...unit,
        snapshot: revised(unit, { scores }),
        scores: intending(unit, student.scoreId, sent(11, 'STATUS_NOT_SENT')),
      });
    },
  },
  ofSentScore('score cleared after it was sent: what PowerSchool has stays', (unit, { score, intended }) =>
    onlyInOtus({
      ...unit,
      snapshot: revised(unit, {
        scores: withScore(unit, score.scoreId, { completion: 'inProgress', status: 'onTime', points: null }),
      }),
      scores: intending(unit, score.scoreId, held('SENT_THEN_CLEARED', intended.cell)),
    }),
  ),
  ofSentScore('excused after it was sent: what PowerSchool has stays', (unit, { score, intended }) =>
    onlyInOtus({
      ...unit,
      snapshot: revised(unit, { scores: withScore(unit, score.scoreId, { status: 'excused' }) }),
      scores: intending(unit, score.scoreId, held('STATUS_EXCUSED', intended.cell)),
    }),
  ),
  ofSentScore('score edited in PowerSchool only: it is the teacher’s', (unit, { score, intended }) => ({
    unit: { ...unit, scores: intending(unit, score.scoreId, { ...intended, cell: 3.5 }) },
    inPowerSchool: [
      { kind: 'setScore', identifier: unit.snapshot.identifier, sisStudentId: score.sisStudentId ?? '', points: 3.5 },
    ],
  })),
  ofSentScore('score edited in PowerSchool, title changed in Otus: the edit is kept', (unit, { score }) => ({
    unit: withIntent(retitled(unit), score.scoreId, kept(1.25)),
    inPowerSchool: [
      { kind: 'setScore', identifier: unit.snapshot.identifier, sisStudentId: score.sisStudentId ?? '', points: 1.25 },
    ],
  })),
  ofSentScore('score cleared in PowerSchool, title changed in Otus: it stays cleared', (unit, { score }) => ({
    unit: withIntent(retitled(unit), score.scoreId, kept(null)),
    inPowerSchool: [
      { kind: 'setScore', identifier: unit.snapshot.identifier, sisStudentId: score.sisStudentId ?? '', points: null },
    ],
  })),
  ofSentScore('score edited in PowerSchool and then in Otus: Otus is sent', (unit, { score }) => ({
    unit: scoreChanged(unit, score, 8.75),
    inPowerSchool: [
      { kind: 'setScore', identifier: unit.snapshot.identifier, sisStudentId: score.sisStudentId ?? '', points: 2 },
    ],
  })),
  {
    about: 'a kept score changed in Otus: it is sent',
    applies: (unit) => isThere(unit) && findScore(unit, ({ state }) => state === 'kept') !== undefined,
    make: (unit) => {
      const score = findScore(unit, ({ state }) => state === 'kept')?.score;
      if (score === undefined) return onlyInOtus(unit);
      return onlyInOtus(scoreChanged(unit, score, 9.5));
    },
  },
  {
    about: 'category moved in PowerSchool, title changed in Otus: the category stays',
    applies: isThere,
    make: (unit) => {
      const category = 'Homework';
      const next = retitled(unit);
      return {
        unit: { ...next, column: next.column && { ...next.column, category } },
        inPowerSchool: [{ kind: 'moveCategory', identifier: unit.snapshot.identifier, category }],
      };
    },
  },
  {
    about: 'taken out of the final grade after it was sent: what PowerSchool has stays',
    applies: isThere,
    make: (unit) =>
      onlyInOtus({
        ...unit,
        snapshot: revised(unit, { includeInFinalGrade: false }),
        state: 'held',
        reasons: ['NOT_IN_FINAL_GRADE'],
        scores: new Map([...unit.scores].map(([id, score]) => [id, held('NOT_IN_FINAL_GRADE', score.cell)] as const)),
      }),
  },
  {
    about: 'withdrawn after it was sent: what PowerSchool has stays',
    applies: isThere,
    make: (unit) =>
      onlyInOtus({
        ...unit,
        snapshot: revised(unit, { withdrawn: true }),
        state: 'withdrawn',
        reasons: ['WITHDRAWN'],
        scores: new Map([...unit.scores].map(([id, score]) => [id, held('WITHDRAWN', score.cell)] as const)),
      }),
  },
];
