import { seededRandom } from '../../random.ts';
import type { ScenarioDistrict } from '../scenario/district.ts';
import type { ScenarioUnit } from '../unit/intent.ts';
import { EDITS } from './catalogue.ts';
import type { TeacherEdit } from './edit.ts';

export interface EditedNight {
  readonly district: ScenarioDistrict;
  /** Units that changed in Otus, to be sent. */
  readonly changed: readonly ScenarioUnit[];
  /** To be made in PowerSchool before the next night. */
  readonly inPowerSchool: readonly TeacherEdit[];
  /** What was done, a line each. */
  readonly story: readonly string[];
}

/** What happens in a district between two nights: every edit of the catalogue to a unit of its own, as the seed picks it. */
export function editBetweenNights(district: ScenarioDistrict, seed: number): EditedNight {
  const random = seededRandom(seed);
  const units = new Map(district.units);
  const touched = new Set<string>();
  const inPowerSchool: TeacherEdit[] = [];
  const story: string[] = [];
  for (const edit of EDITS) {
    const candidates = [...units.values()].filter(
      (unit) => !touched.has(unit.snapshot.sectionAssessmentId) && edit.applies(unit),
    );
    const unit = candidates[Math.floor(random() * candidates.length)];
    if (unit === undefined) continue;
    const made = edit.make(unit, district.today);
    touched.add(unit.snapshot.sectionAssessmentId);
    units.set(unit.snapshot.sectionAssessmentId, made.unit);
    inPowerSchool.push(...made.inPowerSchool);
    story.push(`${unit.snapshot.identifier}: ${edit.about}`);
  }
  const changed = [...units.values()].filter(
    (unit) => unit.snapshot.revision !== district.units.get(unit.snapshot.sectionAssessmentId)?.snapshot.revision,
  );
  return { district: { ...district, units }, changed, inPowerSchool, story };
}
