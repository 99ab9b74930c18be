import { givenScore, givenUnit } from '../../../libs/domain/testing/given.ts';

export interface ScoreJson extends Record<string, unknown> {
  scoreId: string;
}

/** A snapshot as in the API's description; a spec changes the one thing that it is about. */
export function snapshotJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { submissionDate: _none, ...unit } = givenUnit();
  return { ...unit, section: { ...unit.section }, scores: [scoreJson(1), scoreJson(2)], ...changes };
}

export function scoreJson(number: number, changes: Record<string, unknown> = {}): ScoreJson {
  return { ...givenScore(number, { points: 20.5 }), ...changes };
}

/** `count` lines of snapshots that differ in their id, each with a line feed. */
export function* snapshotLines(count: number, changes: Record<string, unknown> = {}): Generator<Buffer> {
  for (let number = 1; number <= count; number += 1) {
    yield Buffer.from(`${JSON.stringify(snapshotJson({ sectionAssessmentId: `sa-${number}`, ...changes }))}\n`);
  }
}
