import type { DistrictRules } from '../facts/district.ts';
import type { Score } from '../facts/section-assessment.ts';
import { plainReason } from '../reasons/plain-reasons.ts';
import type { Reason } from '../reasons/reason-codes.ts';
import {
  decideScore,
  HELD_STUDENT_SHARED,
  type ScoreContext,
  type ScoreVerdict,
  SHARED_NOTICE,
} from './decide-score.ts';
import type { Decision, DesiredAssignment, ScoreDecision } from './decision.ts';
import { sectionAssessmentDueDate } from './due-date.ts';
import type { EvaluationFacts } from './evaluation-facts.ts';
import { sisTitle } from './sis-title.ts';
import { unitHolds } from './unit-holds.ts';

/**
 * What PowerSchool should have of a unit on a date, or every reason why not: docs/passback-rules.md §1 to §4, from facts alone.
 *
 * A hold of the unit does not keep its scores from being decided: each is then held with the unit's codes first (as codes; their
 * params stand once, in `Decision.reasons`) and its own after them. Never throws on a snapshot that ingestion accepts.
 */
export function evaluateSectionAssessment(facts: EvaluationFacts): Decision {
  const desired = desiredAssignment(facts);
  const reasons = unitHolds(facts, desired);
  return {
    date: facts.today,
    verdict: reasons.length === 0 ? 'send' : 'hold',
    reasons,
    desired,
    scores: reasons.length === 0 ? decideScores(facts, desired) : holdScores(decideScores(facts, desired), reasons),
  };
}

function desiredAssignment({ snapshot, rules, gradingPeriod }: EvaluationFacts): DesiredAssignment {
  const knowsPeriod = gradingPeriod.kind === 'current' && Boolean(snapshot.section.sisSchoolId);
  return {
    title: sisTitle(snapshot.title, snapshot.identifier, rules.maxTitleLength),
    dueDate: sectionAssessmentDueDate(snapshot, rules.timeZone),
    assessmentType: snapshot.assessmentType,
    category: categoryOf(snapshot.assessmentType, rules),
    totalPoints: snapshot.totalPoints,
    gradingPeriod: knowsPeriod ? gradingPeriod.period : null,
  };
}

/** A type may be called anything, also `constructor`: only what the district wrote itself counts. */
function categoryOf(assessmentType: string, { categories }: DistrictRules): string | null {
  if (!Object.hasOwn(categories, assessmentType)) return null;
  return categories[assessmentType] || null;
}

function decideScores(facts: EvaluationFacts, { dueDate }: DesiredAssignment): ScoreDecision[] {
  const { snapshot, rules, today } = facts;
  const context: ScoreContext = {
    totalPoints: snapshot.totalPoints,
    missingIsZero: rules.pastDueAsZero && dueDate !== null && dueDate < today,
  };
  const verdicts = snapshot.scores.map((score) => ({ score, verdict: decideScore(score, context) }));
  const shared = holdersOfShared(verdicts, facts.cellHolder);
  return verdicts.map(({ score, verdict }) => {
    const holder = shared.get(score.sisStudentId ?? '');
    if (holder === undefined || verdict.points === null) return scoreDecision(score, verdict);
    if (holder !== score.scoreId) return scoreDecision(score, HELD_STUDENT_SHARED);
    return scoreDecision(score, { ...verdict, notices: [...verdict.notices, SHARED_NOTICE] });
  });
}

interface JudgedScore {
  readonly score: Score;
  readonly verdict: ScoreVerdict;
}

/**
 * Which score has the cell where several students of Otus point to one of PowerSchool: the one that was given it, as long as it is
 * there, else the first by id of those that pass. The order of a snapshot's rows means nothing.
 */
function holdersOfShared(
  judged: readonly JudgedScore[],
  cellHolder: EvaluationFacts['cellHolder'],
): ReadonlyMap<string, string> {
  const byCell = Map.groupBy(judged, ({ score }) => score.sisStudentId ?? '');
  const holders = new Map<string, string>();
  for (const [cell, rivals] of byCell) {
    if (cell === '' || rivals.length < 2) continue;
    const given = cellHolder?.(cell);
    const passing = rivals.filter(({ verdict }) => verdict.points !== null).map(({ score }) => score.scoreId);
    const holder = rivals.some(({ score }) => score.scoreId === given) ? given : passing.sort()[0];
    if (holder !== undefined) holders.set(cell, holder);
  }
  return holders;
}

function scoreDecision({ scoreId, studentId, sisStudentId }: Score, verdict: ScoreVerdict): ScoreDecision {
  const { points, reasons, notices } = verdict;
  return { scoreId, studentId, sisStudentId, verdict: points === null ? 'hold' : 'send', points, reasons, notices };
}

function holdScores(scores: readonly ScoreDecision[], unitReasons: readonly Reason[]): ScoreDecision[] {
  const unitCodes = unitReasons.map(({ code }) => plainReason(code));
  // The scores' own reasons are a few shared lists, so few new lists are made.
  const combined = new Map<readonly Reason[], readonly Reason[]>();
  return scores.map((score) => {
    let reasons = combined.get(score.reasons);
    if (reasons === undefined) {
      reasons = [...unitCodes, ...score.reasons];
      combined.set(score.reasons, reasons);
    }
    // Where it is in PowerSchool by now, what was to be noticed of it goes on to be told.
    const passes = score.points !== null && { passes: score.points };
    return { ...score, verdict: 'hold', points: null, ...passes, reasons };
  });
}
