import { expect, it } from '@jest/globals';
import { playSequences } from './testing/sequences.fixture.ts';

/** `SEQUENCES=1000` plays for longer; `SEQUENCES_SEED` plays the same again. */
const PLAYS = Number(process.env['SEQUENCES'] ?? 40);
const SEED = Number(process.env['SEQUENCES_SEED'] ?? Date.now() % 2 ** 31);

it.each(['xte', 'oneroster'] as const)(
  `over %s, whatever happens in whatever order: what is called sent is there, no edit is lost, and all parts say the same (${PLAYS} plays, seed ${SEED})`,
  async (connector) => {
    expect(await playSequences(connector, PLAYS, SEED)).toBeGreaterThanOrEqual(PLAYS * 12);
  },
  600_000,
);
