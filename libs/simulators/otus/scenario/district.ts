import {
  ADMIN_IN_SIS,
  ADMIN_NOT_IN_SIS,
  type Archetype,
  buildUnit,
  TEACHER_IN_GROUP,
  TEACHER_NOT_IN_GROUP,
} from '../archetypes/build-unit.ts';
import { EFFECTIVE_DAYS_AGO, UNIT_ARCHETYPES } from '../archetypes/catalogue.ts';
import { plusDays, todayIn } from '../roster/calendar.ts';
import { termDcid } from '../roster/powerschool-roster.ts';
import { buildRoster, CATEGORIES, type Roster, SCHOOL } from '../roster/roster.ts';
import { held, type ScenarioUnit } from '../unit/intent.ts';
import type { StaffEntry } from '../unit/snapshot.ts';

/** A district of Otus with everything that is meant to happen to it, and the roster that its PowerSchool has. */
export interface ScenarioDistrict {
  readonly districtId: string;
  readonly timeZone: string;
  readonly today: string;
  readonly effectiveDate: string;
  readonly paused: boolean;
  readonly categories: Readonly<Record<string, string>>;
  readonly roster: Roster;
  readonly staff: readonly StaffEntry[];
  readonly units: ReadonlyMap<string, ScenarioUnit>;
}

export interface ScenarioSize {
  readonly sections: number;
  readonly studentsPerSection: number;
  readonly unitsPerSection: number;
}

export const DEMO_SIZE: ScenarioSize = { sections: 20, studentsPerSection: 25, unitsPerSection: 3 };

const TIME_ZONE = 'America/Chicago';
const ORDINARY: Archetype = { about: 'an ordinary assessment' };

const STAFF: readonly StaffEntry[] = [
  {
    userId: TEACHER_IN_GROUP,
    role: 'teacher',
    sisUserId: '8301',
    inPassbackGroup: true,
    email: 'teacher@lincoln.example',
  },
  {
    userId: TEACHER_NOT_IN_GROUP,
    role: 'teacher',
    sisUserId: '8302',
    inPassbackGroup: false,
    email: 'other.teacher@lincoln.example',
  },
  { userId: ADMIN_IN_SIS, role: 'admin', sisUserId: '8390', inPassbackGroup: true },
  { userId: ADMIN_NOT_IN_SIS, role: 'admin', sisUserId: null, inPassbackGroup: true },
];

/** A district in which every row of the rules occurs (with 4 sections or more), and ordinary assessments for the rest. */
export function buildDistrict(options: {
  districtId: string;
  size: ScenarioSize;
  paused?: boolean;
  /** Whose ids of terms Otus was given: those of xte (default) or those of OneRoster. */
  termIds?: 'xte' | 'oneroster';
}): ScenarioDistrict {
  const today = todayIn(TIME_ZONE);
  const roster = buildRoster(today, options.size);
  const units = new Map<string, ScenarioUnit>();
  const place = (archetype: Archetype, schoolId: string): void => {
    const sections = roster.sections.filter((section) => section.schoolId === schoolId);
    const section = sections[units.size % sections.length];
    if (section === undefined) return;
    const placed =
      options.termIds === 'oneroster'
        ? { ...section, termId: String(termDcid(section.schoolId, section.termId)) }
        : section;
    const unit = buildUnit(archetype, { number: units.size + 1, section: placed, today, timeZone: TIME_ZONE });
    units.set(unit.snapshot.sectionAssessmentId, unit);
  };
  for (const archetype of UNIT_ARCHETYPES) place(archetype, archetype.school ?? SCHOOL);
  while (units.size < options.size.sections * options.size.unitsPerSection) place(ORDINARY, SCHOOL);
  return {
    districtId: options.districtId,
    timeZone: TIME_ZONE,
    today,
    effectiveDate: plusDays(today, -EFFECTIVE_DAYS_AGO),
    paused: options.paused ?? false,
    categories: CATEGORIES,
    roster,
    staff: STAFF,
    units: options.paused === true ? pausedUnits(units) : units,
  };
}

/** Codes that a unit says at its top only because nothing of it can be sent; a hold of the unit takes their place. */
const SCORE_LEVEL: ReadonlySet<string> = new Set(['TURNED_IN_NOT_GRADED', 'NOT_SUBMITTED', 'STUDENT_NOT_LINKED']);

/** In a paused district every unit is held for that, besides what the rules held it for before; withdrawn ones stay withdrawn. */
function pausedUnits(units: ReadonlyMap<string, ScenarioUnit>): ReadonlyMap<string, ScenarioUnit> {
  return new Map(
    [...units].map(([id, unit]): [string, ScenarioUnit] => {
      const before = unit.state === 'rejected' ? [] : unit.reasons.filter((code) => !SCORE_LEVEL.has(code));
      const reasons = [...before, 'DISTRICT_PAUSED'];
      const scores = new Map(
        [...unit.scores.keys()].map((scoreId) => [scoreId, held(reasons[0] ?? 'DISTRICT_PAUSED')] as const),
      );
      return [id, { ...unit, state: unit.state === 'withdrawn' ? 'withdrawn' : 'held', reasons, column: null, scores }];
    }),
  );
}
