import {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  type DescribedReason,
  describeReason,
  type Language,
  type LocalDate,
  type ReasonCode,
  explainSectionAssessment,
  SCORE_STATES,
  type ScoreState,
  unitCodes,
  type UnitRecord,
  UNIT_STATES,
  type UnitState,
} from '@passback/domain';
import { Type } from 'typebox';
import { isoOf } from '../http/instants.ts';
import { Counts, Described, Instant, Nullable } from '../http/schemas.ts';

/** A reason in words, and whether it keeps back all of the unit or only scores of it. */
interface ListedReason extends DescribedReason {
  readonly scope: 'unit' | 'score';
}

/** A unit as the list has it. */
export interface ListItem {
  readonly sectionAssessmentId: string;
  readonly identifier: string;
  readonly title: string;
  readonly kind: AssessmentKind;
  readonly assessmentType: string;
  readonly dueDate: LocalDate | null;
  readonly totalPoints: number;
  readonly state: UnitState;
  readonly reasons: readonly ReasonCode[];
  /** The reasons in the catalogue's words; those of all of the unit first. The explanation has the exact ones. */
  readonly words: readonly ListedReason[];
  /** Its scores as each stands now. */
  readonly scores: Readonly<Record<ScoreState, number>>;
  readonly revision: number;
  readonly changedAt: string;
  /** SIS section id; null where the class is not linked. */
  readonly section: string | null;
  readonly otusClassId: string;
}

const ListedSchema = Type.Object({
  ...Described.properties,
  scope: Type.Enum(['unit', 'score'], { description: 'What it keeps back: all of the unit, or scores of it' }),
});

export const ListItemSchema = Type.Object({
  sectionAssessmentId: Type.String(),
  identifier: Type.String(),
  title: Type.String(),
  kind: Type.Enum([...ASSESSMENT_KINDS]),
  assessmentType: Type.String(),
  dueDate: Nullable(Type.String({ format: 'date' })),
  totalPoints: Type.Number(),
  state: Type.Enum([...UNIT_STATES]),
  reasons: Type.Array(Type.String()),
  words: Type.Array(ListedSchema, {
    description: 'The reasons in words, those of all of the unit first; the explanation has the exact ones',
  }),
  scores: Counts(...SCORE_STATES),
  revision: Type.Integer(),
  changedAt: Instant,
  section: Nullable(Type.String(), 'SIS section id'),
  otusClassId: Type.String(),
});

export function listItem(record: UnitRecord, language: Language): ListItem {
  const { sectionAssessmentId, changedAt, otus, summary } = record;
  const { identifier, title, kind, assessmentType, dueDate, totalPoints, revision, section } = otus.snapshot;
  return {
    sectionAssessmentId,
    identifier,
    title,
    kind,
    assessmentType,
    dueDate,
    totalPoints,
    state: summary.state,
    reasons: summary.reasons,
    words: listReasons(record, language),
    scores: countScores(record, language),
    revision,
    changedAt: isoOf(changedAt),
    section: section.sisSectionId,
    otusClassId: section.otusClassId,
  };
}

function listReasons(record: UnitRecord, language: Language): ListedReason[] {
  const ofUnit = unitCodes(record);
  const words = record.summary.reasons.map((code) => {
    const scope = ofUnit.has(code) ? ('unit' as const) : ('score' as const);
    return { ...describeReason({ code }, language), scope };
  });
  return [...words.filter(({ scope }) => scope === 'unit'), ...words.filter(({ scope }) => scope === 'score')];
}

function countScores(record: UnitRecord, language: Language): ListItem['scores'] {
  const counts = { held: 0, due: 0, sent: 0, kept: 0, rejected: 0 };
  for (const { state } of explainSectionAssessment(record, language).scores) counts[state] += 1;
  return counts;
}
