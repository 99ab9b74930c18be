import { jsonOf } from '../http/body.ts';
import type { Call } from '../http/call.ts';
import { POINT_DECIMALS, roundPoints } from '../gradebook/assignments.ts';
import type { ScoreChange } from '../gradebook/scores.ts';
import { badRequest } from './errors.ts';
import { Fields } from './fields.ts';

/** More rows than any section has students; the real limit is not known. */
const MAX_ROWS = 10_000;

/** One row of a score write. */
export interface ScoreRow {
  readonly assignmentSectionId: number;
  readonly studentDcid: number;
  readonly scoreType: string | null;
  readonly change: ScoreChange;
}

/** `{"assignment_scores":[…]}`; 400 where a field has not the type that it should. */
export function readScoreRows(call: Call): ScoreRow[] {
  const rows = new Fields(jsonOf(call), '').list('assignment_scores');
  if (rows.length === 0 || rows.length > MAX_ROWS)
    throw badRequest('assignment_scores', `must hold 1 to ${MAX_ROWS} rows`);
  return rows.map(readRow);
}

/** The body of `PUT /ws/xte/score/assignment`: one row by itself. */
export function readSingleRow(call: Call): ScoreRow {
  return readRow(new Fields(jsonOf(call), ''));
}

function readRow(row: Fields): ScoreRow {
  return {
    assignmentSectionId: row.object('_assignmentsection').id('assignmentsectionid'),
    studentDcid: row.id('studentsdcid'),
    scoreType: row.textOr('scoretype', null),
    change: { ...readPoints(row), ...readFlags(row) },
  };
}

function readPoints(row: Fields): ScoreChange {
  if (!row.has('actualscoreentered') && !row.has('scorepoints')) return {};
  const entered = row.textOr('actualscoreentered', null);
  const points = row.numberOr('scorepoints', null);
  if (points === null && (entered === null || entered === '')) return { points: null };
  if (row.text('actualscorekind') !== 'REAL_SCORE') throw badRequest('actualscorekind', 'must be REAL_SCORE');
  if (points === null || Number(entered) !== points) {
    throw badRequest('scorepoints', 'must be the number that actualscoreentered holds as text');
  }
  if (roundPoints(points) !== points) throw badRequest('scorepoints', `must have at most ${POINT_DECIMALS} decimals`);
  return { points };
}

const FLAGS = {
  isexempt: 'exempt',
  ismissing: 'missing',
  islate: 'late',
  iscollected: 'collected',
  isabsent: 'absent',
  isincomplete: 'incomplete',
} as const;

function readFlags(row: Fields): ScoreChange {
  const change: ScoreChange = {};
  for (const [key, name] of Object.entries(FLAGS)) {
    const value = row.flagOr(key, null);
    if (value !== null) change[name] = value;
  }
  return change;
}
