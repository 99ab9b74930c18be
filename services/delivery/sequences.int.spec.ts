import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InProcess } from './testing/in-process.fixture.ts';
import { Play } from './testing/play.fixture.ts';
import { anyStep, type Step } from './testing/steps.fixture.ts';

/** `SEQUENCES=4000` plays for longer; `SEQUENCES_SEED` plays the same again. */
const PLAYS = Number(process.env['SEQUENCES'] ?? 40);
const SEED = Number(process.env['SEQUENCES_SEED'] ?? Date.now() % 2 ** 31);
const CHECK: Step = { kind: 'night', faults: [], ask: 'check', isBlind: false };

it.each(['xte', 'oneroster'] as const)(
  `over %s, whatever happens in whatever order: what is called sent is there, no edit is lost, and all parts say the same (${PLAYS} plays, seed ${SEED})`,
  async (connector) => {
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 10, maxLength: 40 }), async (sequence) => {
        const place = await InProcess.open(connector);
        try {
          const play = await Play.begin(place);
          for (const step of [...sequence, CHECK, CHECK]) await play.take(step);
          steps += sequence.length + 2;
        } finally {
          await place.close();
        }
      }),
      { numRuns: PLAYS, seed: SEED, endOnFailure: PLAYS > 1_000 },
    );
    expect(steps).toBeGreaterThan(PLAYS * 10);
  },
  3_600_000,
);
