import { expect, it } from '@jest/globals';
import { playSequences } from './testing/sequences.fixture.ts';

/** About 21 steps each. */
const PLAYS = 5_000;
const SEED = Number(process.env['SEQUENCES_SEED'] ?? Date.now() % 2 ** 31);

it.each(['xte', 'oneroster'] as const)(
  `over %s, 100,000 steps of whatever happens (seed ${SEED})`,
  async (connector) => {
    const from = performance.now();
    const steps = await playSequences(connector, PLAYS, SEED);
    process.stdout.write(`${connector}: ${steps} steps in ${Math.round((performance.now() - from) / 1_000)} s\n`);
    expect(steps).toBeGreaterThanOrEqual(100_000);
  },
  3_600_000,
);
