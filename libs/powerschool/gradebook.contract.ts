import { afterEach, beforeEach, describe } from '@jest/globals';
import { describeAnswers } from './contract/answers.contract.ts';
import { describeAssignments } from './contract/assignments.contract.ts';
import { type ContractSubject, ContractWorld } from './contract/contract-world.fixture.ts';
import { describeScores } from './contract/scores.contract.ts';
import { describeStudentNames } from './contract/student-names.contract.ts';
import { describeSurroundings } from './contract/surroundings.contract.ts';

/** What every connector does, tried against the simulated PowerSchool. */
export function describeGradebook(name: string, subject: ContractSubject): void {
  describe(name, () => {
    const world = new ContractWorld(subject);
    beforeEach(() => world.open());
    afterEach(() => world.close());
    describeAssignments(world);
    describeScores(world);
    describeAnswers(world);
    describeSurroundings(world);
    describeStudentNames(world);
  });
}
