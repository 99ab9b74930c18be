import { describe, expect, it } from '@jest/globals';
import type { UnitTally } from '@passback/domain';
import type { RunProgress, RunRecord } from '@passback/ledger';
import { addToCounts, finishedRun, NO_SCORES, NO_UNITS } from './run-counts.ts';

const RUN: RunRecord = {
  ...{ districtId: 'lincoln', runId: 'night-2026-11-02', kind: 'night', date: '2026-11-02', state: 'delivering' },
  ...{ version: 4, requestedBy: 'schedule', startedAt: 1, finishedAt: null, planner: null, selection: null },
  ...{ units: { ...NO_UNITS, planned: 6, held: 2 }, scores: { ...NO_SCORES, held: 9 }, traceparent: null },
  reasons: { STATUS_EXCUSED: 9, NOT_POINTS_SCALE: 2 },
};

const DONE: RunProgress = {
  pending: 0,
  states: { inSync: 3, rejected: 1, retrying: 1, due: 1 },
  scores: { sent: 50, kept: 2, held: 4, rejected: 1 },
  reasons: { STATUS_EXCUSED: 3, SIS_REJECTED: 1 },
};

describe('counting while planning', () => {
  const tally: UnitTally = {
    ...{ effect: 'create', send: 20, keep: 0, held: 2 },
    ...{ unitReasons: [], scoreReasons: { STATUS_EXCUSED: 2 } },
  };
  const held: UnitTally = { ...tally, effect: 'held', send: 0, held: 22, unitReasons: ['NOT_POINTS_SCALE'] };

  it('adds up units that are planned, units that are held, and every held score', () => {
    const counts = addToCounts(addToCounts({ ...RUN, reasons: {} }, tally, true), held, false);
    expect(counts.units).toMatchObject({ planned: 7, held: 3 });
    expect(counts.scores.held).toBe(9 + 2 + 22);
    expect(counts.reasons).toEqual({ STATUS_EXCUSED: 4, NOT_POINTS_SCALE: 1 });
  });
});

describe('a run that ends', () => {
  it('says what delivery made of its units; one that changed in Otus since was delivered all the same', () => {
    expect(finishedRun(RUN, DONE, 77)).toMatchObject({
      ...{ state: 'finished', version: 5, finishedAt: 77, planner: null },
      units: { planned: 6, inSync: 4, rejected: 1, retrying: 1, held: 2 },
      scores: { sent: 50, kept: 2, held: 9, rejected: 1 },
      reasons: { STATUS_EXCUSED: 9, NOT_POINTS_SCALE: 2, SIS_REJECTED: 1 },
    });
  });

  it('early does not count as in sync what was not attempted', () => {
    const { units } = finishedRun(RUN, { ...DONE, pending: 2, states: { inSync: 4, due: 1, sending: 1 } }, 77);
    expect(units).toEqual({ planned: 6, inSync: 4, rejected: 0, retrying: 1, held: 2 });
  });

  it('plans no fewer units than it delivered, where some were added to it later', () => {
    expect(finishedRun(RUN, { ...DONE, states: { inSync: 8 } }, 77).units).toMatchObject({ planned: 8, inSync: 8 });
  });
});
