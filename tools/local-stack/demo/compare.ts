import type { GradebookColumn, ScenarioDistrict, ScenarioUnit } from '@passback/simulators';
import type { ConsoleClient, ExplanationAnswer } from './console-client.ts';

const codesOf = (reasons: readonly { code: string }[]): string =>
  reasons
    .map(({ code }) => code)
    .sort()
    .join(' ');

function differencesOf(unit: ScenarioUnit, explanation: ExplanationAnswer): string[] {
  const differences: string[] = [];
  const expect = (what: string, actual: string, intended: string): void => {
    if (actual !== intended)
      differences.push(
        `${unit.snapshot.identifier} (${unit.about}): ${what} is ${actual || 'nothing'}, intended ${intended || 'nothing'}`,
      );
  };
  expect('state', explanation.state, unit.state);
  expect('reasons', codesOf(explanation.reasons), [...unit.reasons].sort().join(' '));
  for (const score of explanation.scores) {
    const intended = unit.scores.get(score.scoreId);
    if (intended === undefined) continue;
    expect(`score ${score.scoreId}`, score.state, intended.state);
    if (intended.code === null) expect(`reasons of ${score.scoreId}`, codesOf(score.reasons), '');
    else if (!score.reasons.some(({ code }) => code === intended.code))
      expect(`reasons of ${score.scoreId}`, codesOf(score.reasons), intended.code);
    if (intended.state === 'sent')
      expect(`notices of ${score.scoreId}`, codesOf(score.notices), [...intended.notices].sort().join(' '));
  }
  expect('number of scores', String(explanation.scores.length), String(unit.scores.size));
  return differences;
}

/** Where the system's explanations differ from what the scenario means; empty when all is as intended. */
export async function compareExplanations(district: ScenarioDistrict, console: ConsoleClient): Promise<string[]> {
  const differences: string[] = [];
  for (const [id, unit] of district.units)
    differences.push(...differencesOf(unit, await console.explain(district.districtId, id)));
  return differences;
}

/** Where a gradebook differs from what the scenario means, column by column and cell by cell. */
export function compareGradebooks(
  intended: Record<string, GradebookColumn>,
  actual: Record<string, GradebookColumn>,
): string[] {
  const differences: string[] = [];
  for (const name of new Set([...Object.keys(intended), ...Object.keys(actual)])) {
    const [wanted, found] = [intended[name], actual[name]];
    if (wanted === undefined || found === undefined) {
      differences.push(`column ${name} is ${found === undefined ? 'missing' : 'one too many'}`);
      continue;
    }
    for (const field of ['dueDate', 'category', 'totalPoints'] as const) {
      if (wanted[field] !== found[field])
        differences.push(`${field} of ${name} is ${found[field]}, intended ${wanted[field]}`);
    }
    for (const student of new Set([...Object.keys(wanted.cells), ...Object.keys(found.cells)])) {
      if (wanted.cells[student] !== found.cells[student])
        differences.push(`cell ${student} of ${name} is ${found.cells[student]}, intended ${wanted.cells[student]}`);
    }
  }
  return differences;
}
