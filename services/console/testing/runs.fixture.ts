import type { RunRecord } from '@passback/ledger';
import { DISTRICT } from './settings.fixture.ts';

/** A night that is being delivered, with nothing done yet. */
export const NIGHT: RunRecord = {
  districtId: DISTRICT,
  runId: 'night-2026-11-12',
  kind: 'night',
  date: '2026-11-12',
  state: 'delivering',
  version: 1,
  requestedBy: 'schedule',
  startedAt: Date.parse('2026-11-12T07:00:00Z'),
  finishedAt: null,
  planner: null,
  selection: null,
  units: { planned: 3, inSync: 0, rejected: 0, retrying: 0, held: 0 },
  scores: { sent: 0, kept: 0, held: 0, rejected: 0 },
  reasons: {},
  traceparent: null,
};
