import { SnapshotSchema } from '@passback/ingestion';

/** How a cell becomes a value: `optional` is null where it is empty; a number or truth that is none stays text, for the schema to name. */
type CellKind = 'text' | 'optional' | 'number' | 'optionalNumber' | 'truth';

export type Columns = Readonly<Record<string, CellKind>>;

const { section, scores, ...ofAssessment } = SnapshotSchema.properties;

export const ASSESSMENT_COLUMNS = columnsOf(ofAssessment);
/** Of the section, within the snapshot. */
export const SECTION_COLUMNS = columnsOf(section.properties);
/** Beside `sectionAssessmentId`, by which a score belongs to its assessment. */
export const SCORE_COLUMNS = columnsOf(scores.items.properties);

function columnsOf(fields: Readonly<Record<string, object>>): Columns {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, kindOf(field)]));
}

function kindOf({ type, nullable = false }: { type?: string; nullable?: boolean }): CellKind {
  if (type === 'boolean') return 'truth';
  if (type === 'number' || type === 'integer') return nullable ? 'optionalNumber' : 'number';
  return nullable ? 'optional' : 'text';
}

/** As JSON and spreadsheets write them, without thousands. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

export function valueOf(kind: CellKind, cell: string): string | number | boolean | null {
  const trimmed = cell.trim();
  switch (kind) {
    case 'text':
      return cell;
    case 'optional':
      return trimmed === '' ? null : cell;
    case 'optionalNumber':
    case 'number':
      if (trimmed === '' && kind === 'optionalNumber') return null;
      return NUMBER.test(trimmed) ? Number(trimmed) : cell;
    case 'truth':
      return /^(true|false)$/i.test(trimmed) ? trimmed.toLowerCase() === 'true' : cell;
  }
}

/** Where each column stands. */
export type Header = ReadonlyMap<string, number>;

/**
 * The header of a file that has to have `columns`, those that are optional at will, and none beside `ignored`. What is wrong with it, in words,
 * where it is not so: a column that is misspelt would be lost without a word.
 */
export function headerOf(
  cells: readonly string[],
  columns: Columns,
  ignored: readonly string[],
): { readonly header: Header } | { readonly trouble: string } {
  const header = new Map<string, number>();
  for (const [index, cell] of cells.entries()) {
    const name = cell.trim();
    if (ignored.includes(name)) continue;
    if (!Object.hasOwn(columns, name))
      return { trouble: `has a column “${name}” that is not known: correct it, or leave it out by --ignore '${name}'` };
    if (header.has(name)) return { trouble: `has the column ${name} twice` };
    header.set(name, index);
  }
  const missing = Object.entries(columns).filter(([name, kind]) => !kind.startsWith('optional') && !header.has(name));
  if (missing.length === 0) return { header };
  return { trouble: `lacks the column ${missing.map(([name]) => name).join(', ')}` };
}

/** The values of a row by the names of `columns`; a column that is not there is null. */
export function rowValues(cells: readonly string[], header: Header, columns: Columns): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, kind]) => {
      const index = header.get(name);
      return [name, index === undefined ? null : valueOf(kind, cells[index] ?? '')];
    }),
  );
}
