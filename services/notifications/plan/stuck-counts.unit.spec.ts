import { describe, expect, it } from '@jest/globals';
import { NO_DELIVERY, NOTHING_IN_SIS, type Reason, type ReasonCode, type UnitRecord } from '@passback/domain';
import { CLOSED_CIRCUIT } from '@passback/ledger';
import { decisionPart, otusPart } from '../../../libs/ledger/contract/records.fixture.ts';
import type { Condition } from './briefing.ts';
import { conditionsOf, reasonsOf } from './conditions.ts';
import { StuckUnits } from './stuck-counts.ts';
import { digestOf } from './message.ts';
import { itemsByTeacher } from './recipients.ts';

interface Sketch {
  readonly state?: UnitRecord['summary']['state'];
  readonly unit?: readonly Reason[];
  /** A score for each, with its own reason. */
  readonly scores?: readonly ReasonCode[];
  readonly school?: string;
  readonly assignedBy?: string;
}

function record(id: string, { state = 'held', unit = [], scores = ['NOT_SUBMITTED'], ...sketch }: Sketch): UnitRecord {
  const { school = '100', assignedBy = 'u-12' } = sketch;
  const otus = otusPart(id);
  const { section } = otus.snapshot;
  const decided = scores.map((code, index) => {
    const ids = { scoreId: `${id}-${index}`, studentId: `s-${index}`, sisStudentId: `9${index}` };
    return { ...ids, verdict: 'hold' as const, points: null, reasons: [...unit, { code }], notices: [] };
  });
  const codes = [...unit.map(({ code }) => code), ...scores];
  return {
    ...{ districtId: 'lincoln', sectionAssessmentId: id, version: 1, changedAt: 0 },
    otus: {
      ...otus,
      snapshot: { ...otus.snapshot, title: `Exam ${id}`, assignedBy, section: { ...section, sisSchoolId: school } },
    },
    decision: { ...decisionPart(), verdict: unit.length > 0 ? 'hold' : 'send', reasons: unit, scores: decided },
    ...{ sis: NOTHING_IN_SIS, delivery: NO_DELIVERY, summary: { state, reasons: codes, causes: [] } },
  };
}

describe('what does not go', () => {
  it('is counted by the reasons that somebody has to look at, scores with units', () => {
    const stuck = new StuckUnits();
    stuck.add(record('1', { unit: [{ code: 'SECTION_NOT_LINKED' }], scores: ['NOT_SUBMITTED', 'STUDENT_NOT_LINKED'] }));
    stuck.add(record('2', { unit: [{ code: 'SECTION_NOT_LINKED' }] }));
    stuck.add(record('3', { state: 'inSync', unit: [{ code: 'SECTION_NOT_LINKED' }] }));
    expect([stuck.units, stuck.scores]).toEqual([2, 3]);
    // What needs nobody (`NOT_SUBMITTED`) is not among them.
    expect(reasonsOf(stuck)).toEqual([
      { code: 'SECTION_NOT_LINKED', units: 2, scores: 3 },
      { code: 'STUDENT_NOT_LINKED', units: 1, scores: 1 },
    ]);
  });

  it('is a condition of each school whose terms cannot be read, and no new reason', () => {
    const stuck = new StuckUnits();
    for (const school of ['100', '100', '300'])
      stuck.add(record(`${school}`, { unit: [{ code: 'GRADING_PERIOD_UNKNOWN' }], school }));
    stuck.add(record('4', { state: 'inSync', school: '400' }));
    const conditions = conditionsOf({ night: 'finished', circuit: CLOSED_CIRCUIT, stuck });
    expect(conditions).toEqual([
      { kind: 'schoolHeld', cause: 'school:100', code: 'GRADING_PERIOD_UNKNOWN', subject: '100', units: 2, scores: 2 },
      { kind: 'schoolHeld', cause: 'school:300', code: 'GRADING_PERIOD_UNKNOWN', subject: '300', units: 1, scores: 1 },
    ]);
    expect(reasonsOf(stuck)).toEqual([]);
  });

  describe('that comes of what holds the whole district', () => {
    const circuit = { ...CLOSED_CIRCUIT, state: 'open', code: 'SIS_CREDENTIALS' } as const;
    const own = (conditions: readonly Condition[]) => conditions.filter(({ within }) => within === undefined);

    it.each(['failed', 'late'] as const)('is that, where the night is %s', (night) => {
      const stuck = new StuckUnits();
      stuck.add(record('1', { unit: [{ code: 'SIS_CREDENTIALS' }], scores: ['NOT_SUBMITTED', 'NOT_SUBMITTED'] }));
      stuck.add(record('2', { unit: [{ code: 'SECTION_NOT_LINKED' }] }));
      stuck.add(record('3', { unit: [{ code: 'GRADING_PERIOD_UNKNOWN' }], school: '300' }));
      const conditions = conditionsOf({ night, circuit, stuck });
      expect(own(conditions)).toEqual([
        {
          ...{ kind: 'districtHeld', cause: 'circuit:SIS_CREDENTIALS', code: 'SIS_CREDENTIALS', subject: null },
          ...{ units: 1, scores: 2 },
        },
      ]);
      expect(conditions.map(({ cause }) => cause)).toContain('school:300');
    });

    it('is terms that no school has: once, as the district’s, however many schools there are', () => {
      const stuck = new StuckUnits();
      for (let school = 0; school < 60; school += 1)
        stuck.add(record(`${school}`, { unit: [{ code: 'GRADING_PERIOD_UNKNOWN' }], school: String(school) }));
      const terms = { code: 'GRADING_PERIOD_UNKNOWN', subject: null, units: 60, scores: 60 };
      expect(own(conditionsOf({ night: 'finished', circuit: null, stuck }))).toEqual([
        { kind: 'districtHeld', cause: 'terms', ...terms },
      ]);
      expect(own(conditionsOf({ night: 'finished', circuit, stuck }))).toEqual([
        { kind: 'districtHeld', cause: 'circuit:SIS_CREDENTIALS', ...terms, code: 'SIS_CREDENTIALS' },
      ]);
      stuck.add(record('60', { state: 'inSync', school: '60' }));
      expect(own(conditionsOf({ night: 'finished', circuit: null, stuck }))[0]?.kind).toBe('schoolHeld');
    });
  });

  it('is of the night alone where nothing else keeps it, and counts nothing that waits for something else', () => {
    const stuck = new StuckUnits();
    stuck.add(record('1', { unit: [{ code: 'SECTION_NOT_LINKED' }] }));
    expect(conditionsOf({ night: 'failed', circuit: CLOSED_CIRCUIT, stuck })).toEqual([
      { kind: 'nightFailed', cause: 'nightFailed', code: null, subject: null, units: 0, scores: 0 },
    ]);
  });

  it('is bounded, however many schools there are', () => {
    const stuck = new StuckUnits();
    for (let school = 0; school < 200; school += 1)
      stuck.add(record(`${school}`, { unit: [{ code: 'GRADING_PERIOD_UNKNOWN' }], school: String(school) }));
    expect(stuck.schoolsWithoutTerms.size).toBe(50);
    expect(stuck.units).toBe(200);
  });
});

describe('what a teacher can do', () => {
  const itemOf = (sketch: Sketch) => new StuckUnits().add(record('1', sketch));

  it('is the unit’s own reason that is theirs, and not one that needs nobody or somebody else', () => {
    expect(itemOf({ unit: [{ code: 'NOT_IN_FINAL_GRADE' }] })).toMatchObject({
      reason: { code: 'NOT_IN_FINAL_GRADE' },
      title: 'Exam 1',
      scores: 1,
    });
    expect(itemOf({ unit: [{ code: 'NOT_POINTS_SCALE' }] })).toBeNull();
    expect(itemOf({ unit: [{ code: 'SECTION_NOT_LINKED' }], scores: ['TURNED_IN_NOT_GRADED'] })).toBeNull();
    expect(itemOf({ unit: [{ code: 'NOT_IN_FINAL_GRADE' }], state: 'inSync' })).toBeNull();
  });

  it('is of the scores where the unit goes: the reason that most of them have', () => {
    const scores = ['SCORE_INVALID', 'TURNED_IN_NOT_GRADED', 'TURNED_IN_NOT_GRADED', 'NOT_SUBMITTED'] as const;
    expect(itemOf({ scores })).toMatchObject({ reason: { code: 'TURNED_IN_NOT_GRADED' }, scores: 2 });
    expect(itemOf({ scores: ['NOT_SUBMITTED'] })).toBeNull();
  });

  it('is told to who assigned it, or else to who teaches the section, where they can be reached', () => {
    const staff = [
      { userId: 'u-12', sisUserId: '8301', sealedEmail: 'sealed' },
      { userId: 'u-13', sisUserId: '8302', sealedEmail: 'sealed' },
      { userId: 'u-14', sisUserId: '8303' },
    ].map((member) => ({ ...member, role: 'teacher' as const, inPassbackGroup: true }));
    const item = itemOf({ unit: [{ code: 'NOT_IN_FINAL_GRADE' }] })!;
    const told = (changes: object) =>
      [...itemsByTeacher([{ ...item, ...changes }], staff).keys()].map(({ userId }) => userId);
    expect(told({ assignedBy: 'u-13' })).toEqual(['u-13']);
    expect(told({ assignedBy: 'nobody', sisTeacherId: '8301' })).toEqual(['u-12']);
    expect(told({ assignedBy: 'u-14', sisTeacherId: '8303' })).toEqual([]);
    expect(told({ assignedBy: 'nobody', sisTeacherId: null })).toEqual([]);
  });

  it('is told one by one up to a number, most scores first', () => {
    const item = itemOf({ unit: [{ code: 'NOT_IN_FINAL_GRADE' }] })!;
    const { items, more } = digestOf(Array.from({ length: 40 }, (_, index) => ({ ...item, scores: index })));
    expect([items.length, more, items[0]?.scores]).toEqual([15, 25, 39]);
  });
});
