import { timestamp } from '../gradebook/dates.ts';
import { type Store, yearIdOf } from '../gradebook/store.ts';
import type { AssignmentSection } from '../gradebook/types.ts';

export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

export interface Table {
  /** As PowerSchool spells it in its errors. */
  readonly name: string;
  readonly columns: readonly string[];
  /** All rows; with `key` only those whose column of that name has the value (an index, where there is one). */
  rows(store: Store, key: ReadonlyMap<string, string>): Iterable<Row>;
}

const SCORE_COLUMNS = [
  'assignmentscoreid',
  'assignmentsectionid',
  'studentsdcid',
  'scorepoints',
  'scorepercent',
  'actualscoreentered',
  'actualscorekind',
  'isexempt',
  'ismissing',
  'islate',
  'iscollected',
  'isabsent',
  'isincomplete',
  'scoreentrydate',
  'whenmodified',
];

function* scoreRows(store: Store, key: ReadonlyMap<string, string>): Iterable<Row> {
  const wanted = key.get('assignmentsectionid');
  const parts =
    wanted === undefined ? store.assignmentSections.values() : [store.assignmentSections.get(Number(wanted))];
  for (const part of parts) if (part !== undefined) yield* scoreRowsOf(part);
}

function* scoreRowsOf(part: AssignmentSection): Iterable<Row> {
  for (const score of part.scores.values()) {
    const percent = part.scoreEntryPoints > 0 ? ((score.points ?? 0) / part.scoreEntryPoints) * 100 : 0;
    yield {
      assignmentscoreid: score.assignmentScoreId,
      assignmentsectionid: part.assignmentSectionId,
      studentsdcid: score.studentDcid,
      scorepoints: score.points,
      scorepercent: score.points === null ? null : Math.round(percent * 1e6) / 1e6,
      actualscoreentered: score.points === null ? null : String(score.points),
      actualscorekind: score.points === null ? null : 'REAL_SCORE',
      isexempt: score.exempt,
      ismissing: score.missing,
      islate: score.late,
      iscollected: score.collected,
      isabsent: score.absent,
      isincomplete: score.incomplete,
      scoreentrydate: timestamp(score.whenModified),
      whenmodified: timestamp(score.whenModified),
    };
  }
}

/** The tables that a plugin may read here, by name in lower case. */
export const TABLES: Readonly<Record<string, Table>> = {
  assignmentscore: { name: 'AssignmentScore', columns: SCORE_COLUMNS, rows: scoreRows },
  assignmentsection: {
    name: 'AssignmentSection',
    columns: [
      'assignmentsectionid',
      'assignmentid',
      'sectionsdcid',
      'name',
      'duedate',
      'scoretype',
      'scoreentrypoints',
      'totalpointvalue',
      'weight',
      'iscountedinfinalgrade',
      'islocked',
      'whenmodified',
    ],
    *rows(store) {
      for (const part of store.assignmentSections.values()) yield assignmentSectionRow(part);
    },
  },
  assignment: {
    name: 'Assignment',
    columns: ['assignmentid', 'createdbyplugin', 'whencreated'],
    *rows(store) {
      for (const { assignmentId, createdByPlugin, whenCreated } of store.assignments.values()) {
        yield { assignmentid: assignmentId, createdbyplugin: createdByPlugin, whencreated: timestamp(whenCreated) };
      }
    },
  },
  students: {
    name: 'Students',
    columns: ['dcid', 'lastfirst'],
    *rows(store) {
      for (const { dcid, name } of store.students.values()) yield { dcid, lastfirst: name };
    },
  },
  users: {
    name: 'Users',
    columns: ['dcid', 'lastfirst', 'email_addr'],
    *rows(store) {
      for (const { usersDcid, name, email } of store.teachers.values()) {
        yield { dcid: usersDcid, lastfirst: name, email_addr: email };
      }
    },
  },
  teachercategory: {
    name: 'TeacherCategory',
    columns: [
      'teachercategoryid',
      'usersdcid',
      'yearid',
      'name',
      'isactive',
      'categorytype',
      'districtteachercategoryid',
    ],
    *rows(store) {
      for (const category of store.categories.values()) {
        yield {
          teachercategoryid: category.teacherCategoryId,
          usersdcid: category.usersDcid,
          yearid: category.yearId,
          name: category.name,
          isactive: category.isActive,
          categorytype: category.categoryType,
          districtteachercategoryid: category.districtTeacherCategoryId,
        };
      }
    },
  },
  terms: {
    name: 'Terms',
    columns: ['dcid', 'id', 'schoolid', 'yearid', 'portion', 'firstday', 'lastday', 'abbreviation', 'name'],
    *rows(store) {
      for (const term of store.terms.values()) {
        yield {
          dcid: term.dcid,
          id: term.id,
          schoolid: term.schoolId,
          yearid: yearIdOf(term.id),
          portion: term.portion,
          firstday: term.startDate,
          lastday: term.endDate,
          abbreviation: term.abbreviation,
          name: term.name,
        };
      }
    },
  },
};

function assignmentSectionRow(part: AssignmentSection): Row {
  return {
    assignmentsectionid: part.assignmentSectionId,
    assignmentid: part.assignmentId,
    sectionsdcid: part.sectionDcid,
    name: part.name,
    duedate: part.dueDate,
    scoretype: part.scoreType,
    scoreentrypoints: part.scoreEntryPoints,
    totalpointvalue: part.totalPointValue,
    weight: part.weight,
    iscountedinfinalgrade: part.isCountedInFinalGrade,
    islocked: part.isLocked,
    whenmodified: timestamp(part.whenModified),
  };
}
