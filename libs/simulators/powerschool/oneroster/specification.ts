/** What a field of the specification may hold. */
export type FieldType =
  | 'string'
  | 'number'
  | 'date'
  | 'dateTime'
  | 'object'
  | { readonly reference: ReferenceType }
  | { readonly references: ReferenceType }
  | { readonly words: readonly string[]; readonly extension?: RegExp };

type ReferenceType = 'academicSession' | 'category' | 'class' | 'lineItem' | 'org' | 'user';

export interface FieldRule {
  readonly type: FieldType;
  readonly required: boolean;
  /** Required by the specification, yet left out by clients that are known to work. */
  readonly laxlyOptional?: boolean;
}

export type ObjectSchema = Readonly<Record<string, FieldRule>>;

const required = (type: FieldType): FieldRule => ({ type, required: true });
const optional = (type: FieldType): FieldRule => ({ type, required: false });
const official = (type: FieldType): FieldRule => ({ type, required: true, laxlyOptional: true });

/** A vendor's own word, as `ext:late`. */
const EXTENSION = /^ext:[a-zA-Z0-9.\-_]+$/;
const FLAG: FieldType = { words: ['true', 'false'] };

const BASE: ObjectSchema = {
  sourcedId: required('string'),
  status: official({ words: ['active', 'tobedeleted'] }),
  dateLastModified: official('dateTime'),
  metadata: optional('object'),
};

/**
 * OneRoster 1.1: what each object must and may have; nothing else may be in it (metadata may hold anything). From the official tables,
 * as a client has them that is generated from these.
 */
export const SCHEMAS = {
  lineItem: {
    ...BASE,
    title: required('string'),
    description: optional('string'),
    assignDate: required('dateTime'),
    dueDate: required('dateTime'),
    class: required({ reference: 'class' }),
    category: required({ reference: 'category' }),
    gradingPeriod: official({ reference: 'academicSession' }),
    resultValueMin: required('number'),
    resultValueMax: required('number'),
  },
  result: {
    ...BASE,
    lineItem: required({ reference: 'lineItem' }),
    student: required({ reference: 'user' }),
    score: required('number'),
    scoreStatus: required({
      words: ['exempt', 'fully graded', 'not submitted', 'partially graded', 'submitted'],
      extension: EXTENSION,
    }),
    scoreDate: required('date'),
    comment: optional('string'),
  },
  category: { ...BASE, title: required('string') },
  academicSession: {
    ...BASE,
    title: required('string'),
    startDate: required('date'),
    endDate: required('date'),
    type: required({ words: ['gradingPeriod', 'semester', 'schoolYear', 'term'], extension: EXTENSION }),
    schoolYear: required('string'),
    parent: optional({ reference: 'academicSession' }),
    children: optional({ references: 'academicSession' }),
  },
  enrollment: {
    ...BASE,
    user: required({ reference: 'user' }),
    class: required({ reference: 'class' }),
    school: required({ reference: 'org' }),
    role: required({ words: ['administrator', 'proctor', 'student', 'teacher'] }),
    primary: optional(FLAG),
    beginDate: optional('date'),
    endDate: optional('date'),
  },
  user: {
    ...BASE,
    username: required('string'),
    enabledUser: required(FLAG),
    givenName: required('string'),
    familyName: required('string'),
    role: required({
      words: ['aide', 'administrator', 'guardian', 'parent', 'proctor', 'relative', 'student', 'teacher'],
    }),
    orgs: required({ references: 'org' }),
    identifier: optional('string'),
    email: optional('string'),
  },
} as const satisfies Readonly<Record<string, ObjectSchema>>;

export type SchemaName = keyof typeof SCHEMAS;

/** Which object stands under a name in a body, alone or in a list. */
export const WRAPPERS: Readonly<Record<string, SchemaName>> = {
  lineItem: 'lineItem',
  lineItems: 'lineItem',
  result: 'result',
  results: 'result',
  category: 'category',
  categories: 'category',
  academicSession: 'academicSession',
  academicSessions: 'academicSession',
  enrollments: 'enrollment',
  users: 'user',
};
