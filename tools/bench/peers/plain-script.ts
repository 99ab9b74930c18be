import type { Snapshot } from '@passback/simulators';
import { CATEGORIES } from '../district/bench-district.ts';
import type { PlainClient } from './plain-client.ts';

/** The hundreds of a term's id are the year's. */
const TERMS_PER_YEAR = 100;

/** What a script writes into a file, to send only what changed and to find its columns again. */
export interface ScriptMemory {
  /** The id in the `location` of each unit's assignment, from when its creation was answered. */
  readonly assignments: Map<string, string>;
  /** The `assignmentsectionid` of each unit. */
  readonly columns: Map<string, number>;
  /** The points of each score that were answered well. */
  readonly sent: Map<string, number>;
}

export const newMemory = (): ScriptMemory => ({ assignments: new Map(), columns: new Map(), sent: new Map() });

export interface ChangedScore {
  readonly scoreId: string;
  readonly studentsdcid: number;
  readonly points: number;
}

export interface Column {
  readonly assignmentSectionId: number;
  /** What every call for it says of whom and of when. */
  readonly query: string;
}

/** Sends changed scores into a column, and calls `done` for those that were answered well. */
export type PutScores = (
  client: Pick<PlainClient, 'send'>,
  column: Column,
  scores: readonly ChangedScore[],
  done: (score: ChangedScore) => void,
) => Promise<void>;

/**
 * A night as a district's own script goes through it: unit by unit, what changed since it was last answered well; what goes wrong is
 * left for the next night. It makes a column where it knows of none. Gives how many units went wrong.
 */
export async function scriptedNight(
  client: PlainClient,
  units: readonly Snapshot[],
  memory: ScriptMemory,
  putScores: PutScores,
): Promise<number> {
  let failed = 0;
  const categories = new Map<string, ReadonlyMap<string, number>>();
  for (const unit of units) {
    try {
      const column = await columnOf(client, unit, memory, categories);
      const changed = unit.scores
        .map(({ scoreId, sisStudentId, points }) => ({ scoreId, studentsdcid: Number(sisStudentId), points }))
        .filter(
          (score): score is ChangedScore => score.points !== null && memory.sent.get(score.scoreId) !== score.points,
        );
      if (changed.length > 0)
        await putScores(client, column, changed, ({ scoreId, points }) => void memory.sent.set(scoreId, points));
    } catch {
      failed += 1;
    }
  }
  return failed;
}

async function columnOf(
  client: PlainClient,
  unit: Snapshot,
  memory: ScriptMemory,
  categories: Map<string, ReadonlyMap<string, number>>,
): Promise<Column> {
  const { sisTeacherId, sisTermId } = unit.section;
  const teacher = `users_dcid=${sisTeacherId}`;
  const query = `${teacher}&status=A&term_id=${sisTermId}`;
  const known = memory.columns.get(unit.sectionAssessmentId);
  if (known !== undefined) return { assignmentSectionId: known, query };
  const id = memory.assignments.get(unit.sectionAssessmentId) ?? (await create(client, unit, categories));
  memory.assignments.set(unit.sectionAssessmentId, id);
  const made = await client.send('GET', `/ws/xte/section/assignment/${id}?${teacher}`);
  const { _assignmentsections: parts } = (await made.json()) as {
    _assignmentsections: readonly [{ assignmentsectionid: number }];
  };
  memory.columns.set(unit.sectionAssessmentId, parts[0].assignmentsectionid);
  return { assignmentSectionId: parts[0].assignmentsectionid, query };
}

async function create(
  client: PlainClient,
  unit: Snapshot,
  categories: Map<string, ReadonlyMap<string, number>>,
): Promise<string> {
  const { sisTeacherId, sisTermId, sisSectionId } = unit.section;
  const teacher = `users_dcid=${sisTeacherId}`;
  const ids = categories.get(teacher) ?? (await categoriesOf(client, teacher, Number(sisTermId)));
  categories.set(teacher, ids);
  const created = await client.send('POST', `/ws/xte/section/assignment?${teacher}`, {
    _assignmentsections: [
      {
        ...{ sectionsdcid: Number(sisSectionId), name: `${unit.title} (${unit.identifier})`, duedate: unit.dueDate },
        ...{ scoretype: 'POINTS', scoreentrypoints: unit.totalPoints, totalpointvalue: unit.totalPoints, weight: 1 },
        _assignmentcategoryassociations: [
          { teachercategoryid: ids.get(CATEGORIES[unit.assessmentType ?? ''] ?? ''), isprimary: true },
        ],
      },
    ],
  });
  const id = created.headers.get('location')?.split('/').at(-1);
  if (id === undefined) throw new Error('no id of a new assignment');
  return id;
}

async function categoriesOf(
  client: PlainClient,
  teacher: string,
  termId: number,
): Promise<ReadonlyMap<string, number>> {
  const year = Math.floor(termId / TERMS_PER_YEAR);
  const response = await client.send('GET', `/ws/xte/teacher_category?${teacher}&year_id=${year}`);
  const list = (await response.json()) as { name: string; teachercategoryid: number }[];
  return new Map(list.map(({ name, teachercategoryid }) => [name, teachercategoryid]));
}

/** A row as `PUT /ws/xte/score` and `PUT /ws/xte/score/assignment` take it. */
export function rowOf({ assignmentSectionId }: Column, { studentsdcid, points }: ChangedScore): object {
  return {
    _assignmentsection: { assignmentsectionid: assignmentSectionId },
    ...{ studentsdcid, actualscoreentered: String(points), actualscorekind: 'REAL_SCORE' },
    ...{ scoretype: 'POINTS', scorepoints: points },
  };
}
