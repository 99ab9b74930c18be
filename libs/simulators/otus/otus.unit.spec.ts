import { describe, expect, it } from '@jest/globals';
import { EDITS } from './edits/catalogue.ts';
import { editBetweenNights } from './edits/edit-night.ts';
import { buildDistrict, DEMO_SIZE } from './scenario/district.ts';
import { intendedGradebook } from './scenario/intended-gradebook.ts';

const district = buildDistrict({ districtId: 'lincoln', size: DEMO_SIZE });
const units = [...district.units.values()];

/** Codes that a first night can bring; the others need a night before, a fault, or a setting. */
const FIRST_NIGHT_CODES = [
  'ASSIGNER_NOT_IN_GROUP',
  'ASSIGNER_NOT_IN_SIS',
  'NOT_POINTS_SCALE',
  'NOT_IN_FINAL_GRADE',
  'TOTAL_NOT_WHOLE',
  'TOTAL_OUT_OF_RANGE',
  'DUE_DATE_OUTSIDE_PERIOD',
  'NO_CURRENT_GRADING_PERIOD',
  'GRADING_PERIOD_UNKNOWN',
  'CATEGORY_NOT_MAPPED',
  'CATEGORY_INACTIVE',
  'BEFORE_EFFECTIVE_DATE',
  'SECTION_NOT_LINKED',
  'WITHDRAWN',
  'NO_SUBMISSION_DATE',
  'TURNED_IN_NOT_GRADED',
  'NOT_SUBMITTED',
  'STATUS_EXCUSED',
  'STATUS_EXCLUDED',
  'STATUS_MISSING',
  'STUDENT_NOT_LINKED',
  'STUDENT_NOT_ENROLLED',
  'SCORE_INVALID',
  'STATUS_NOT_SENT',
  'ABOVE_TOTAL',
];

describe('a scenario district', () => {
  it('has the sections, students and assessments that were asked for', () => {
    expect(district.roster.sections).toHaveLength(20);
    for (const section of district.roster.sections) expect(section.students).toHaveLength(25);
    expect(units).toHaveLength(60);
    for (const { snapshot, scores } of units)
      expect([...scores.keys()]).toEqual(snapshot.scores.map(({ scoreId }) => scoreId));
  });

  it('has every row of the rules that a first night can bring', () => {
    const codes = new Set(
      units.flatMap(({ reasons, scores }) => [
        ...reasons,
        ...[...scores.values()].flatMap(({ code, notices }) => [code, ...notices]),
      ]),
    );
    for (const code of FIRST_NIGHT_CODES) expect(codes).toContain(code);
  });

  it('is paused as a whole when it is meant to be', () => {
    const paused = buildDistrict({ districtId: 'franklin', size: DEMO_SIZE, paused: true });
    expect([...paused.units.values()].every(({ reasons }) => reasons.includes('DISTRICT_PAUSED'))).toBe(true);
    expect(intendedGradebook(paused)).toEqual({});
  });

  it('means columns of its own for two assessments of one name', () => {
    const same = Object.keys(intendedGradebook(district)).filter((name) => name.includes('Same name'));
    expect(new Set(same).size).toBe(2);
  });
});

describe('a day between nights', () => {
  it('makes every kind of edit within a few days, and the same ones from the same seed', () => {
    let edited = editBetweenNights(district, 1);
    expect(editBetweenNights(district, 1).story).toEqual(edited.story);
    const made = new Set<string>();
    for (let day = 2; day < 8; day += 1) {
      for (const line of edited.story) made.add(line.slice(line.indexOf(': ') + 2));
      edited = editBetweenNights(edited.district, day);
    }
    expect([...made].sort()).toEqual(EDITS.map(({ about }) => about).sort());
  });

  it('gives each unit that changed in Otus its next revision', () => {
    const { changed } = editBetweenNights(district, 1);
    expect(changed.length).toBeGreaterThan(10);
    for (const { snapshot } of changed) expect(snapshot.revision).toBe(2);
  });
});
