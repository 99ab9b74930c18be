import { StaffSchema } from './check-staff.ts';
import { SnapshotBodySchema, SnapshotSchema } from './snapshot-schema.ts';

/** Where the schemas are found; the name of each is its file in `docs/schemas`. */
const BASE = 'https://gradebook-passback.example/schemas/';
/** No control characters, none that turn the direction of what follows, and something beside blanks; in ranges that every dialect of regular expressions knows. */
const UNSEEN = '\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const IDENTIFIER = `^[^${UNSEEN}]*[^\\s${UNSEEN}][^${UNSEEN}]*$`;

/** Formats that are our own, in words that others know. */
const FORMATS: Readonly<Record<string, object>> = {
  identifier: { pattern: IDENTIFIER },
  'date-counted-from': { format: 'date' },
};

type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schemas (2020-12) of what ingestion takes, by the names of their files. */
export function jsonSchemas(): Readonly<Record<string, Schema>> {
  const { examples } = SnapshotBodySchema as { examples?: unknown };
  return {
    'section-assessment.json': document('section-assessment.json', 'Section assessment', {
      description:
        'One assessment assigned to one class section, with all its scores: a line of NDJSON. `scoreId` and `studentId` are each ' +
        'unique within it, which this schema cannot say. Properties that are not known are ignored.',
      ...SnapshotSchema,
      examples,
    }),
    'staff.json': document('staff.json', 'Staff', {
      description: 'All staff of a district: who is not in it is not known any more. `userId` is unique in it.',
      ...StaffSchema,
    }),
  };
}

function document(name: string, title: string, schema: object): Schema {
  const plain = JSON.parse(JSON.stringify(schema)) as unknown;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${BASE}${name}`,
    title,
    ...(standard(plain) as object),
  };
}

/** As JSON Schema says it: what OpenAPI 3.0 calls nullable is a type, and bounds that are JavaScript's own go. */
function standard(value: unknown, isOfNames = false): unknown {
  if (Array.isArray(value)) return value.map((entry) => standard(entry));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [
    key,
    key === 'examples' ? entry : standard(entry, key === 'properties'),
  ]);
  if (isOfNames) return Object.fromEntries(entries);
  const { nullable, format, type, ...others } = Object.fromEntries(entries);
  const bounds = Object.entries(others).filter(([, bound]) => Math.abs(Number(bound)) !== Number.MAX_VALUE);
  return {
    ...(type !== undefined && { type: nullable === true ? [type, 'null'] : type }),
    ...(typeof format === 'string' && (FORMATS[format] ?? { format })),
    ...Object.fromEntries(bounds),
  };
}
