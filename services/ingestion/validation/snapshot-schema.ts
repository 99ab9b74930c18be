import {
  ASSESSMENT_KINDS,
  COMPLETIONS,
  GRADING_SCALES,
  type Score,
  SCORE_STATUSES,
  type Section,
  type SectionAssessment,
} from '@passback/domain';
import { type TSchema, type TSchemaOptions, Type } from 'typebox';
import { INGESTION_LIMITS } from '../limits.ts';

export const Id = (description: string) =>
  Type.String({ format: 'identifier', minLength: 1, maxLength: INGESTION_LIMITS.idLength, description });

/** Absent and null both say that Otus has none; null is what is made of it. */
export const orNone = <T = string>(schema: object, options: TSchemaOptions = {}) =>
  Type.Optional(Type.Unsafe<T | null>({ ...schema, nullable: true, default: null, ...options }));

/** JSON has no infinity, but `1e999` is read as one. */
const FINITE = { minimum: -Number.MAX_VALUE, maximum: Number.MAX_VALUE } as const;
const SisId = (description: string) => orNone(Id(`${description}; null when it is not in the SIS`));
const Instant = { type: 'string', format: 'date-time' } as const;
const Day = { type: 'string', format: 'date' } as const;
/** Of all that the domain knows of a thing. */
type SchemaOf<T> = Readonly<Record<keyof T, TSchema>>;
/** What is checked, once every default is in it. */
export type Filled<T> = T extends readonly (infer Item)[]
  ? Filled<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Filled<T[Key]> }
    : T;

const ScoreSchema = Type.Object({
  scoreId: Id('Unique in the snapshot'),
  studentId: Id("Otus' id of the student, unique in the snapshot"),
  sisStudentId: SisId('The student in the SIS'),
  completion: Type.Enum([...COMPLETIONS]),
  status: Type.Enum([...SCORE_STATUSES]),
  points: orNone<number>({ type: 'number', description: 'Points earned', ...FINITE }),
  gradedAt: orNone(Instant),
} satisfies SchemaOf<Score>);

const SectionSchema = Type.Object({
  otusClassId: Id('The class in Otus'),
  sisSectionId: SisId('The section in the SIS'),
  sisSchoolId: SisId('Its school'),
  sisTeacherId: SisId('Its teacher'),
  sisTermId: SisId('Its term'),
} satisfies SchemaOf<Section>);

const fields = {
  identifier: Id('Shown in PowerSchool behind the title, as S130545'),
  revision: Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'Grows with every change; a snapshot that is older than, or equal to, what is stored changes nothing',
  }),
  kind: Type.Enum([...ASSESSMENT_KINDS]),
  title: Type.String({ maxLength: INGESTION_LIMITS.titleLength }),
  assessmentType: Type.String({ maxLength: INGESTION_LIMITS.typeLength }),
  gradingScale: Type.Enum([...GRADING_SCALES]),
  totalPoints: Type.Number(FINITE),
  includeInFinalGrade: Type.Boolean(),
  withdrawn: Type.Boolean({ description: 'Deleted or unassigned in Otus' }),
  createdAt: Type.String(Instant),
  assignedAt: orNone(Instant),
  dueDate: orNone(Day),
  submissionDate: orNone({ ...Day, format: 'date-counted-from' }, { description: 'Plus assessments only' }),
  assignedBy: Id('Who assigned it, by Otus id'),
  section: SectionSchema,
  scores: Type.Array(ScoreSchema, { maxItems: INGESTION_LIMITS.scores }),
} satisfies SchemaOf<Omit<SectionAssessment, 'sectionAssessmentId'>>;

/** One section assessment as Otus sends it; properties that are not known are ignored. */
export const SnapshotSchema = Type.Object({ sectionAssessmentId: Id('The unit'), ...fields });

/** The same for the API's description: in a single PUT the path already names the unit. */
export const SnapshotBodySchema = Type.Object(
  { sectionAssessmentId: Type.Optional(Id('As in the path, where it is given')), ...fields },
  { examples: [snapshotExample()] },
);

function snapshotExample(): object {
  return {
    sectionAssessmentId: 'sa-9001',
    identifier: 'S130545',
    revision: 7,
    kind: 'standard',
    title: 'Mid Term Exam',
    assessmentType: 'Quiz',
    gradingScale: 'points',
    totalPoints: 30,
    includeInFinalGrade: true,
    withdrawn: false,
    createdAt: '2026-11-02T15:00:00Z',
    assignedAt: '2026-11-03T15:00:00Z',
    dueDate: '2026-11-20',
    assignedBy: 'otus-user-12',
    section: {
      otusClassId: 'c-77',
      sisSectionId: '85001',
      sisSchoolId: '100',
      sisTeacherId: '8301',
      sisTermId: '3600',
    },
    scores: [
      {
        scoreId: 'sc-1',
        studentId: 'otus-stu-5',
        sisStudentId: '81001',
        completion: 'graded',
        status: 'onTime',
        points: 26.5,
        gradedAt: '2026-11-19T18:22:00Z',
      },
    ],
  };
}
