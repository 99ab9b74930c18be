import { expect, it } from '@jest/globals';
import { runProgressView } from './run-progress-view.ts';

const START = Date.parse('2026-11-12T07:00:00Z');
const MINUTE_MS = 60_000;
const RUN = {
  units: { planned: 100, inSync: 0, rejected: 0, retrying: 0, held: 7 },
  startedAt: START,
  finishedAt: null,
};

function pending(units: number) {
  return { pending: units, states: {}, scores: { sent: 0, kept: 0, held: 0, rejected: 0 }, reasons: {} };
}

it('goes by the pace since the run began', () => {
  const seen = { progress: pending(75), state: 'delivering' } as const;
  expect(runProgressView(RUN, seen, START + 2 * MINUTE_MS)).toEqual({
    doneUnits: 25,
    plannedUnits: 100,
    unitsPerMinute: 12.5,
    estimatedEndAt: '2026-11-12T07:08:00.000Z',
  });
});

it('knows no pace before the first unit is done, nor where the clock was set back', () => {
  const none = { unitsPerMinute: null, estimatedEndAt: null };
  const delivering = { state: 'delivering' } as const;
  expect(runProgressView(RUN, { progress: pending(100), ...delivering }, START + MINUTE_MS)).toMatchObject(none);
  expect(runProgressView(RUN, { progress: pending(50), ...delivering }, START - 1)).toMatchObject(none);
});

it.each(['planning', 'blocked'] as const)('foresees no end while it is %s', (state) => {
  expect(runProgressView(RUN, { progress: pending(50), state }, START + MINUTE_MS)).toMatchObject({
    unitsPerMinute: 50,
    estimatedEndAt: null,
  });
});

it('foresees no end that is more than a week away', () => {
  const far = { ...RUN, units: { ...RUN.units, planned: 1_000_000 } };
  const seen = { progress: pending(999_999), state: 'delivering' } as const;
  expect(runProgressView(far, seen, START + MINUTE_MS)).toMatchObject({ doneUnits: 1, estimatedEndAt: null });
});

it('of a finished run has its whole pace, and what it left to be tried again is not done', () => {
  const units = { ...RUN.units, inSync: 90, rejected: 4, retrying: 6 };
  const finished = { ...RUN, units, finishedAt: START + 10 * MINUTE_MS };
  expect(runProgressView(finished, { progress: null, state: 'finished' }, START + 600 * MINUTE_MS)).toEqual({
    doneUnits: 94,
    plannedUnits: 100,
    unitsPerMinute: 9.4,
    estimatedEndAt: null,
  });
});

it('never has more left than was planned', () => {
  const seen = { progress: pending(140), state: 'delivering' } as const;
  expect(runProgressView(RUN, seen, START + MINUTE_MS)).toMatchObject({ doneUnits: 0 });
});
