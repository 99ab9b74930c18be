// eslint-disable-next-line @nx/enforce-module-boundaries -- by its name it would be this file while mutants are tried
import * as fastCheck from '../../node_modules/fast-check/lib/fast-check.js';

/** A mutant that shows itself once in more inputs than these is not one that the specs are sure to notice. */
const RUNS = 100;

/**
 * What specs get as fast-check while mutants are tried: every property is tried on the same few inputs, so that a score is the same
 * each time, and the mutants that no spec notices do not take most of it.
 */
const assertOnFew = ((property, params = {}) =>
  fastCheck.assert(property, {
    ...params,
    numRuns: Math.min(RUNS, params.numRuns ?? RUNS),
    seed: 1,
  })) as typeof fastCheck.assert;

const few = { ...fastCheck, assert: assertOnFew };
export { few as default };
