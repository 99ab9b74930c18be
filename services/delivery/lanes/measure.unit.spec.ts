import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CLOSED_CIRCUIT, type Circuit } from '@passback/ledger';
import { METRICS } from '@passback/telemetry';
import { MeasuredTelemetry } from '../testing/measured-telemetry.fixture.ts';
import type { Outcome, SettledOutcome } from '../unit/settle-outcome.ts';
import { CircuitMeasure, DueMeasure, measureOutcome, measureRequest, measureUtilisation } from './measure.ts';

let telemetry: MeasuredTelemetry;
beforeEach(async () => {
  telemetry = await MeasuredTelemetry.start();
});
afterEach(() => telemetry.stop());

const open = (code: Circuit['code']): Circuit => ({ ...CLOSED_CIRCUIT, state: 'open', code });

describe('circuits', () => {
  it('are told of while they are open, and once when they are not any more', async () => {
    const circuits = new CircuitMeasure();
    const look = (circuit: Circuit) => circuits.take([{ districtId: 'lincoln', circuit }]);
    look(open('SIS_CREDENTIALS'));
    expect(await telemetry.values(METRICS.circuitOpen)).toEqual([['lincoln SIS_CREDENTIALS', 1]]);
    look(open('SIS_UNAVAILABLE'));
    expect(await telemetry.values(METRICS.circuitOpen)).toEqual([
      ['lincoln SIS_CREDENTIALS', 0],
      ['lincoln SIS_UNAVAILABLE', 1],
    ]);
    look(CLOSED_CIRCUIT);
    expect(await telemetry.values(METRICS.circuitOpen)).toEqual([['lincoln SIS_UNAVAILABLE', 0]]);
    look(CLOSED_CIRCUIT);
    expect(await telemetry.values(METRICS.circuitOpen)).toEqual([]);
  });
});

describe('a check', () => {
  const CELL = { sisStudentId: '1', points: 10, sentAt: 1, kept: null, refused: null };
  const EDITED = { ...CELL, kept: { seenPoints: 29, seenAt: 2 } };
  const check = (repair: 'check' | null) => {
    const delivery = { failure: null, repair };
    const record = { districtId: 'lincoln', delivery, sis: { assignment: null, scores: [CELL] } };
    const sis = { assignment: null, scores: [EDITED] };
    const result = { sis, effect: 'scoresOnly', end: { kind: 'done' }, sent: [], kept: [], refused: [] };
    const settled = { record: { ...record, summary: { state: 'inSync' } } };
    measureOutcome(settled as unknown as SettledOutcome, { record, result } as unknown as Outcome);
  };

  it('counts the unit that was looked at', async () => {
    check('check');
    expect(await telemetry.values(METRICS.unitsChecked)).toEqual([['lincoln', 1]]);
  });

  it('counts what of it was called sent and is otherwise', async () => {
    check('check');
    expect(await telemetry.values(METRICS.drift)).toEqual([['lincoln SIS_EDIT_KEPT', 1]]);
  });

  it('is what somebody asked for, and not every look', async () => {
    check(null);
    expect(await telemetry.values(METRICS.unitsChecked)).toEqual([]);
  });
});

describe('due work', () => {
  it('is told of while there is any, and once when there is none any more', async () => {
    const due = new DueMeasure();
    due.take([{ districtId: 'lincoln', units: 3, oldestDueAt: 10_000 }], 70_000);
    expect(await telemetry.values(METRICS.unitsDue)).toEqual([['lincoln', 3]]);
    due.take([{ districtId: 'lincoln', units: 3, oldestDueAt: 10_000 }], 71_000);
    expect(await telemetry.values(METRICS.oldestDue)).toEqual([['lincoln', 61]]);
    due.take([], 72_000);
    expect(await telemetry.values(METRICS.unitsDue)).toEqual([['lincoln', 0]]);
    due.take([], 73_000);
    expect(await telemetry.values(METRICS.unitsDue)).toEqual([]);
  });
});

describe('the share of its pace that a lane uses', () => {
  it.each([
    ['all', { requests: 200, intervalMs: 50, elapsedMs: 10_000 }, [['lincoln', 1]]],
    ['a quarter', { requests: 50, intervalMs: 50, elapsedMs: 10_000 }, [['lincoln', 0.25]]],
    ['all and one', { requests: 201, intervalMs: 50, elapsedMs: 10_000 }, [['lincoln', 1]]],
    ['nothing of none', { requests: 50, intervalMs: 0, elapsedMs: 10_000 }, []],
    ['nobody knows how much of a moment', { requests: 1, intervalMs: 50, elapsedMs: 60 }, []],
  ])('is %s', async (_what, work, told) => {
    measureUtilisation('lincoln', work);
    expect(await telemetry.values(METRICS.laneUtilisation)).toEqual(told);
  });
});

it('a request that did not have to wait counts among the waits', async () => {
  const ended = { method: 'PUT', route: '/ws/xte/score', status: 200, durationMs: 40, waitedMs: 0, throttled: false };
  measureRequest('lincoln', ended);
  measureRequest('lincoln', { ...ended, waitedMs: 50 });
  expect(await telemetry.values(METRICS.throttleWait)).toEqual([['lincoln', { count: 2, sum: 0.05 }]]);
});
