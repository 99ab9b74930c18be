import type { Decision } from '../decide/decision.ts';
import type { EpochMs, SectionAssessment } from '../facts/section-assessment.ts';
import type { CarriedWrites } from './delivery-state.ts';
import { FIELD_NAMES, type FieldName } from './decide-fields.ts';
import { fieldsOf } from './doubt.ts';
import type { Effect } from './effect.ts';

/** What an attempt from `at` on that brings `effect` about writes; null where it writes nothing new. */
export function carriedWrites(
  snapshot: SectionAssessment,
  decision: Decision,
  effect: Effect,
  at: EpochMs,
): CarriedWrites | null {
  const sectionId = snapshot.section.sisSectionId;
  if (effect.kind === 'none' || sectionId === null) return null;
  const changed = effect.scores.filter(({ cause }) => cause === 'changed');
  const names = fieldsWritten(effect);
  if (changed.length === 0 && names.length === 0) return null;
  const desired = fieldsOf(decision);
  return {
    at,
    sectionId,
    fields: Object.fromEntries(names.map((name) => [name, desired[name]])),
    scores: changed.map(({ sisStudentId, points, scoreId, studentId }) => [sisStudentId, points, scoreId, studentId]),
  };
}

/** A create gives all of them: what is found later is compared with that. */
function fieldsWritten(effect: Effect): readonly FieldName[] {
  if (effect.kind === 'create') return FIELD_NAMES;
  return effect.kind === 'update' ? effect.changed : [];
}
