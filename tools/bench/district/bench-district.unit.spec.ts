import { describe, expect, it } from '@jest/globals';
import {
  type BenchDistrict,
  ndjsonOf,
  plusDays,
  SCORES_PER_UNIT,
  snapshotOf,
  staffOf,
  termOf,
} from './bench-district.ts';
import { settingsOf } from './districts-file.ts';
import { powerSchoolRosterOf } from './powerschool-roster.ts';

const district: BenchDistrict = { districtId: 'bench', index: 0, units: 205, today: '2026-11-20' };
const all = (of: BenchDistrict) => Array.from({ length: of.units }, (_, unit) => snapshotOf(of, unit));

describe('the district of the bench', () => {
  it('is the same whenever it is made', () => {
    expect(ndjsonOf(district)).toEqual(ndjsonOf({ ...district }));
  });

  it('sends each unit as a line of its own, with all its scores', () => {
    const lines = ndjsonOf(district).toString().trimEnd().split('\n');
    expect(lines).toHaveLength(district.units);
    const units = lines.map((line) => JSON.parse(line) as ReturnType<typeof snapshotOf>);
    expect(new Set(units.map(({ sectionAssessmentId }) => sectionAssessmentId)).size).toBe(district.units);
    expect(new Set(units.map(({ identifier }) => identifier)).size).toBe(district.units);
    for (const { scores } of units)
      expect(new Set(scores.map(({ studentId }) => studentId)).size).toBe(SCORES_PER_UNIT);
  });

  it.each([1, 3, SCORES_PER_UNIT])(
    'has %d scores changed in the next edition of a unit, and nothing else',
    (changedScores) => {
      for (const unit of [0, 7, 29, 30]) {
        const [before, after] = [
          snapshotOf(district, unit),
          snapshotOf(district, unit, { revision: 2, changedScores }),
        ];
        const changed = after.scores.filter(({ points }, at) => points !== before.scores[at]?.points);
        expect(changed).toEqual(after.scores.slice(0, changedScores));
        expect({ ...after, revision: 1, scores: before.scores }).toEqual(before);
      }
    },
  );

  it('holds points that every scale takes', () => {
    for (const { scores, totalPoints } of all(district)) {
      for (const { points } of scores) expect(points).toBeGreaterThanOrEqual(0);
      for (const { points } of scores) expect(points).toBeLessThanOrEqual(totalPoints);
    }
  });

  it('names only sections, teachers and students that its PowerSchool has, and staff that may pass', () => {
    const roster = powerSchoolRosterOf(district);
    const enrolled = new Set(roster.enrolments?.map(({ sectionDcid, studentDcid }) => `${sectionDcid} ${studentDcid}`));
    const teaches = new Set(
      roster.sections?.flatMap(({ dcid, teachers }) => teachers.map(({ usersDcid }) => `${dcid} ${usersDcid}`)),
    );
    const staff = new Set(staffOf(district).map(({ userId }) => userId));
    for (const { section, scores, assignedBy } of all(district)) {
      expect(teaches).toContain(`${section.sisSectionId} ${section.sisTeacherId}`);
      for (const { sisStudentId } of scores) expect(enrolled).toContain(`${section.sisSectionId} ${sisStudentId}`);
      expect(staff).toContain(assignedBy);
    }
  });

  it('shares no id with another district of the same PowerSchool', () => {
    const ids = (roster: ReturnType<typeof powerSchoolRosterOf>) => [
      ...(roster.sections ?? []).map(({ dcid }) => `section ${dcid}`),
      ...(roster.students ?? []).map(({ dcid }) => `student ${dcid}`),
      ...(roster.teachers ?? []).map(({ usersDcid }) => `teacher ${usersDcid}`),
    ];
    const first = new Set(ids(powerSchoolRosterOf(district)));
    expect(ids(powerSchoolRosterOf({ ...district, index: 1 })).filter((id) => first.has(id))).toEqual([]);
  });

  it('has its due dates inside its grading period, and a night that is hours away', () => {
    const { start, end } = termOf(district);
    for (const { dueDate } of all(district)) expect(dueDate! >= start && dueDate! <= end).toBe(true);
    const { nightlyRunAt } = settingsOf(district, { baseUrl: 'http://127.0.0.1:9' });
    const hours = (Number(nightlyRunAt.slice(0, 2)) - new Date().getUTCHours() + 24) % 24;
    expect(hours).toBeGreaterThanOrEqual(22);
  });
});

it('days are counted over the ends of months and years', () => {
  expect([plusDays('2026-12-31', 1), plusDays('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28']);
});
