import { describe, expect, it } from '@jest/globals';
import type { SectionAssessment } from '@passback/domain';
import { topics } from './catalogue.ts';
import {
  fingerprintOfKnownValues,
  InvalidMessageError,
  snapshotFromMessage,
  snapshotToMessage,
  staffMemberFromMessage,
  staffMemberToMessage,
  UnknownValueError,
} from './snapshot-mapping.ts';

const nothing = { sisSectionId: null, sisSchoolId: null, sisTeacherId: null, sisTermId: null };
const snapshot: SectionAssessment = {
  sectionAssessmentId: 'sa-1',
  identifier: 'S1',
  revision: Number.MAX_SAFE_INTEGER,
  kind: 'plus',
  title: 'Ünïts ✓',
  assessmentType: 'Quiz',
  gradingScale: 'points',
  totalPoints: 27.5,
  includeInFinalGrade: false,
  withdrawn: true,
  createdAt: '2026-11-02T15:00:00Z',
  assignedAt: null,
  dueDate: null,
  submissionDate: '2026-11-10',
  assignedBy: 'u',
  section: { otusClassId: 'c', ...nothing },
  scores: [
    {
      scoreId: 's1',
      studentId: 'a',
      sisStudentId: null,
      completion: 'graded',
      status: 'late',
      points: 0,
      gradedAt: null,
    },
    {
      scoreId: 's2',
      studentId: 'b',
      sisStudentId: '9',
      completion: 'notStarted',
      status: 'missing',
      points: null,
      gradedAt: '2026-11-02T15:00:00Z',
    },
  ],
};
const overTheWire = (message: ReturnType<typeof snapshotToMessage>) => {
  const topic = topics.sectionAssessments;
  return topic.decode(topic.encode({ districtId: 'd', receivedAtMs: 1_795_000_000_000, snapshot: message })).snapshot!;
};

describe('a snapshot over the wire', () => {
  it('comes out as it went in: nulls stay nulls, and 0 points stay 0', () => {
    expect(snapshotFromMessage(overTheWire(snapshotToMessage(snapshot)))).toEqual(snapshot);
  });

  it.each([
    ['an unknown completion', { scores: [{ ...snapshotToMessage(snapshot).scores[0]!, completion: 'maybe' }] }],
    ['an unknown scale', { gradingScale: 'letters' }],
    ['no section', { section: undefined }],
    ['no id', { sectionAssessmentId: '' }],
  ])('is refused with %s', (_what, change) => {
    expect(() => snapshotFromMessage({ ...snapshotToMessage(snapshot), ...change })).toThrow(InvalidMessageError);
  });
});

it('a staff member comes out as it went in', () => {
  const member = { userId: 'u', role: 'admin', sisUserId: null, inPassbackGroup: true } as const;
  expect(staffMemberFromMessage(staffMemberToMessage(member))).toEqual(member);
});

it('each topic has a name of its own, with its version', () => {
  const names = Object.values(topics).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^passback\.[a-z-]+\.v\d+$/);
});

describe('what a later version may have written', () => {
  it('is told from what none can have', () => {
    const read = (change: object) => () => snapshotFromMessage({ ...snapshotToMessage(snapshot), ...change });
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
