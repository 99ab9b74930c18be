import { decideCell, type ScoreWrite } from '@passback/domain';
import { sightOf } from './section-memory.ts';
import type { UnitInHand } from './unit-in-hand.ts';

const EXEMPT = { points: null, exempt: true } as const;
const NOT_ENROLLED = 'The student is not enrolled in this section in PowerSchool.';

/**
 * Writes the scores in one call and records of each row whether it was taken or refused. Rows of students who are known to have
 * left are not tried: PowerSchool refuses a whole batch for one of them. Throws `SisError` of class `deleted` where PowerSchool has the assignment no more.
 */
export async function sendScores(unit: UnitInHand, writes: readonly ScoreWrite[]): Promise<void> {
  const { section, draft, tools } = unit;
  const toSend = await withoutThoseWhoLeft(unit, writes);
  if (toSend.length === 0) return;
  const rows = toSend.map(({ sisStudentId, points }) => ({ sisStudentId, points }));
  const scores = toSend.map((one) => [one.sisStudentId, one.points, one.scoreId, one.studentId] as const);
  const { refused } = await draft.writing({ fields: {}, scores }, () =>
    tools.gradebook.writeScores(section, draft.placed.ref, rows, tools.today()),
  );
  const refusals = new Map(refused.map((row) => [row.sisStudentId, row]));
  const exempt = toSend.filter(
    ({ sisStudentId }) => !refusals.has(sisStudentId) && draft.score(sisStudentId)?.kept?.exempt === true,
  );
  for (const write of toSend) {
    const refusal = refusals.get(write.sisStudentId);
    if (refusal === undefined) draft.scoreSent(write, tools.now());
    else draft.scoreRefused(write, refusal, tools.now());
  }
  if (refused.some(({ code }) => code === 'STUDENT_NOT_ENROLLED')) tools.memory.noteStudentLeft(section);
  if (exempt.length > 0) await lookAtExempt(unit, exempt);
}

/**
 * Points that were written over an exemption stand in the cell and count for nothing while it stays, which PowerSchool alone can tell.
 * Until it does, the exemption counts as standing; where nobody can look, that is said.
 */
async function lookAtExempt({ section, draft, tools }: UnitInHand, writes: readonly ScoreWrite[]): Promise<void> {
  for (const write of writes) draft.cellJudged(write, 'keep', EXEMPT, tools.now());
  const cells = await tools.memory.cells(section, draft.placed.ref);
  for (const write of writes) {
    const sight = sightOf(cells, write.sisStudentId);
    const verdict = decideCell({ wanted: write.points, written: draft.score(write.sisStudentId), sight });
    if (sight === 'unreadable') draft.cellJudged(write, 'unchecked', sight, tools.now());
    else if (verdict === 'asItIs') draft.scoreSent(write, tools.now());
  }
}

/**
 * Asks who is enrolled only where that is cheaper than a refused batch: a student of this unit was refused for it before, or one of
 * this section was in this lane. Who is back is sent again.
 */
async function withoutThoseWhoLeft(unit: UnitInHand, writes: readonly ScoreWrite[]): Promise<readonly ScoreWrite[]> {
  const { section, draft, tools } = unit;
  const isDoubtful =
    tools.memory.hadStudentsWhoLeft(section) ||
    writes.some(({ sisStudentId }) => draft.score(sisStudentId)?.refused?.code === 'STUDENT_NOT_ENROLLED');
  const enrolled = isDoubtful && writes.length > 0 ? await tools.memory.enrolled(section) : null;
  if (enrolled === null) return writes;
  return writes.filter((write) => {
    if (enrolled.has(write.sisStudentId)) return true;
    const message = draft.score(write.sisStudentId)?.refused?.message ?? NOT_ENROLLED;
    draft.scoreRefused(write, { code: 'STUDENT_NOT_ENROLLED', message }, tools.now());
    return false;
  });
}
