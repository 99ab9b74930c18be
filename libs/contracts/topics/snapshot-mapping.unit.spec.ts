import { describe, expect, it } from '@jest/globals';
import type { SectionAssessment } from '@passback/domain';
import { givenScore, givenUnit, UNLINKED } from '../../domain/testing/given.ts';
import { topics } from './catalogue.ts';
import {
  fingerprintOfKnownValues,
  InvalidMessageError,
  snapshotFromMessage,
  staffMemberFromMessage,
  UnknownValueError,
} from './snapshot-mapping.ts';

const snapshot = givenUnit({
  revision: Number.MAX_SAFE_INTEGER,
  kind: 'plus',
  title: 'Ünïts ✓',
  totalPoints: 27.5,
  ...{ includeInFinalGrade: false, withdrawn: true },
  ...{ assignedAt: null, dueDate: null, submissionDate: '2026-11-10', section: UNLINKED },
  scores: [
    givenScore(1, { sisStudentId: null, status: 'late', points: 0, gradedAt: null }),
    givenScore(2, { completion: 'notStarted', status: 'missing', points: null }),
  ],
});
const overTheWire = (given: SectionAssessment) => {
  const topic = topics.sectionAssessments;
  return topic.decode(topic.encode({ districtId: 'd', receivedAtMs: 1_795_000_000_000, snapshot: given })).snapshot!;
};

describe('a snapshot over the wire', () => {
  it('comes out as it went in: nulls stay nulls, and 0 points stay 0', () => {
    expect(snapshotFromMessage(overTheWire(snapshot))).toEqual(snapshot);
  });

  it.each([
    ['an unknown completion', { scores: [{ ...givenScore(1), completion: 'maybe' }] }],
    ['an unknown scale', { gradingScale: 'letters' }],
    ['no section', { section: null }],
    ['no id', { sectionAssessmentId: '' }],
  ])('is refused with %s', (_what, change) => {
    expect(() => snapshotFromMessage({ ...snapshot, ...change })).toThrow(InvalidMessageError);
  });
});

it('a staff member comes out as it went in', () => {
  const member = { userId: 'u', role: 'admin', sisUserId: null, inPassbackGroup: true } as const;
  const { staff } = topics.staff.decode(topics.staff.encode({ districtId: 'd', revision: 1, staff: [member] }));
  expect(staff.map(staffMemberFromMessage)).toEqual([member]);
});

it('each topic has a name of its own, with its version', () => {
  const names = Object.values(topics).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^passback\.[a-z-]+\.v\d+$/);
});

describe('what a later version may have written', () => {
  it('is told from what none can have', () => {
    const read = (change: object) => () => snapshotFromMessage({ ...snapshot, ...change });
    expect(read({ gradingScale: 'letters' })).toThrow(UnknownValueError);
    expect(read({ gradingScale: '' })).not.toThrow(UnknownValueError);
    expect(read({ totalPoints: Number.NaN })).not.toThrow(UnknownValueError);
  });

  it('has another fingerprint than what is known now, in whatever order it is written down', () => {
    const lists = [new Set(['late', 'missing']), new Set(['plus'])];
    const same = [new Set(['missing', 'late']), new Set(['plus'])];
    const more = [new Set(['late', 'missing', 'incomplete']), new Set(['plus'])];
    expect(fingerprintOfKnownValues(same)).toBe(fingerprintOfKnownValues(lists));
    expect(fingerprintOfKnownValues(more)).not.toBe(fingerprintOfKnownValues(lists));
    expect(fingerprintOfKnownValues()).toMatch(/^[0-9a-f]{8}$/);
  });
});
