import fc from 'fast-check';
import { InProcess } from './in-process.fixture.ts';
import { Play } from './play.fixture.ts';
import type { Connector } from './simulated-powerschool.fixture.ts';
import { anyStep, type Step } from './steps.fixture.ts';

/** The first finds what was exempted while it was written, the second has nothing left to find. */
const CHECK: Step = { kind: 'night', faults: [], ask: 'check', isBlind: false };

const NIGHT: Step = { ...CHECK, ask: 'run' };
const ONE = { unit: 's1', student: '81001' } as const;
/** What went wrong once, after thousands of plays: points written over an exemption that nobody could look at afterwards. */
const FOUND: readonly (readonly [Step[]])[] = [
  [
    [
      { kind: 'graded', ...ONE, points: 10 },
      NIGHT,
      { kind: 'teacherExempts', ...ONE },
      CHECK,
      { kind: 'removed', ...ONE },
      { kind: 'graded', ...ONE, points: 10 },
      { ...NIGHT, isBlind: true },
    ],
  ],
];

/** Plays that many sequences of any steps, looked at after each; how many steps that were. Throws the shortest sequence that goes wrong. */
export async function playSequences(connector: Connector, plays: number, seed: number): Promise<number> {
  let steps = 0;
  const anySequence = fc.array(anyStep, { minLength: 10, maxLength: 40 });
  const property = fc.asyncProperty(anySequence, async (sequence) => {
    const place = await InProcess.open(connector);
    try {
      const play = await Play.begin(place);
      for (const step of [...sequence, CHECK, CHECK]) await play.take(step);
      steps += sequence.length + 2;
    } finally {
      await place.close();
    }
  });
  const examples = FOUND.map(([steps]): [Step[]] => [steps]);
  await fc.assert(property, {
    examples,
    numRuns: plays,
    seed,
    interruptAfterTimeLimit: 3_000_000,
    markInterruptAsFailure: true,
  });
  return steps;
}
