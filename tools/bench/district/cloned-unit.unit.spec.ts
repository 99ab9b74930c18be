import { expect, it } from '@jest/globals';
import type { UnitRecord } from '@passback/domain';
import { snapshotOf } from './bench-district.ts';
import { clonedRecord, PATTERN_UNITS, patternOf } from './cloned-unit.ts';

const from = { districtId: 'bench-0', index: 0, units: 120, today: '2026-11-24' };
const to = { districtId: 'bench-7', index: 7, units: 5_000, today: '2026-11-24' };

const titled = ({ title, identifier }: { readonly title: string; readonly identifier: string }): string =>
  `${title} (${identifier})`;

it('has the ids that the other unit has, wherever they stand, and else what the pattern has', () => {
  const pattern = PATTERN_UNITS[7] ?? 0;
  const { sectionAssessmentId, section, scores, ...snapshot } = snapshotOf(from, pattern);
  const record = {
    districtId: 'bench-0',
    otus: { snapshot: { ...snapshot, sectionAssessmentId, section, scores } },
    sis: {
      assignment: { sisSectionId: section.sisSectionId, ref: { id: 4_711 }, title: titled(snapshot) },
      scores: scores.slice(0, 2),
    },
  };
  const cloned = clonedRecord(
    record as unknown as UnitRecord,
    { district: from, unit: pattern },
    { district: to, unit: 4_007 },
  ) as unknown as typeof record;
  const wanted = snapshotOf(to, 4_007);
  const pointsOfPattern = wanted.scores.map((score, at) => ({ ...score, points: scores[at]?.points }));
  expect(cloned).toEqual({
    districtId: 'bench-7',
    otus: { snapshot: { ...wanted, scores: pointsOfPattern } },
    sis: {
      assignment: { sisSectionId: wanted.section.sisSectionId, ref: { id: 4_711 }, title: titled(wanted) },
      scores: pointsOfPattern.slice(0, 2),
    },
  });
});

it('tells all kinds of ids of a pattern apart', () => {
  for (const unit of PATTERN_UNITS) {
    const { section, scores } = snapshotOf(from, unit);
    const ids = [section.sisSectionId, section.sisSchoolId, section.sisTeacherId, section.sisTermId];
    const all = [...ids, ...scores.map(({ sisStudentId }) => sisStudentId)];
    expect(new Set(all).size).toBe(all.length);
  }
});

it('is of the kind of its pattern', () => {
  const kinds = [0, 1, 119, 4_007].map((unit) => {
    const pattern = PATTERN_UNITS[patternOf(unit)] ?? 0;
    return snapshotOf(from, pattern).assessmentType === snapshotOf(to, unit).assessmentType;
  });
  expect(kinds).toEqual([true, true, true, true]);
});
