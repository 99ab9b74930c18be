import { ACCESSES, type FieldAccess, V1_ACCESS } from './accesses.ts';

/** What an administrator sees of the plugin; bounds are those of PowerSchool's `plugin.xsd`. */
export interface PluginOptions {
  /** At most 40 characters; no other plugin of that PowerSchool may have it. */
  readonly name: string;
  /** At most 20 characters, of digits and dots. */
  readonly version: string;
  /** At most 256 characters. */
  readonly description?: string;
  /** At most 100 characters. */
  readonly publisher: string;
  /** At most 40 characters. */
  readonly email: string;
  /**
   * For a PowerSchool before 25.2, which knows no `accessLevelV1Api` and needs none. Left out: the attribute is there, since a later one
   * denies `/ws/v1` without it.
   */
  readonly isBefore25?: boolean;
  /** Fields beside those that are needed, where a district's PowerSchool says that it wants them. */
  readonly also?: readonly PluginField[];
}

export interface PluginField {
  readonly table: string;
  readonly field: string;
  readonly access: FieldAccess;
}

/** What of the options a PowerSchool would not take. */
export class PluginOptionsError extends Error {
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  constructor(errors: PluginOptionsError['errors']) {
    super(errors.map(({ path, message }) => `${path} ${message}`).join('; '));
    this.name = 'PluginOptionsError';
    this.errors = errors;
  }
}

const NAMESPACE = 'http://plugin.powerschool.pearson.com';
/** Of a table's and a field's name. */
const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_]{0,29}$/;
/** What XML 1.0 cannot hold, and what would break the line of an attribute. */
const UNWRITABLE = /\p{Cc}|[\uFFFE\uFFFF]/u;

interface Rule {
  readonly most: number;
  readonly pattern?: RegExp;
  readonly words?: string;
}

const RULES: Readonly<Record<'name' | 'version' | 'description' | 'publisher' | 'email', Rule>> = {
  name: { most: 40 },
  version: { most: 20, pattern: /^\d+(?:\.\d+)*$/, words: 'must be digits and dots, as 1.0.0' },
  description: { most: 256 },
  publisher: { most: 100 },
  email: { most: 40, pattern: /^[^\s@]+@[^\s@]+$/, words: 'must be an e-mail address' },
};

/** `plugin.xml` with OAuth enabled, asking for `ACCESSES` and what is asked for beside them. Throws `PluginOptionsError` that names all that is wrong. */
export function pluginXml(options: PluginOptions): string {
  const errors = errorsOf(options);
  if (errors.length > 0) throw new PluginOptionsError(errors);
  const { name, version, description = DESCRIPTION, publisher, email, isBefore25 = false } = options;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<plugin xmlns="${NAMESPACE}"`,
    '        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    `        xsi:schemaLocation="${NAMESPACE} plugin.xsd"`,
    `        name="${escaped(name)}"`,
    `        version="${escaped(version)}"`,
    `        description="${escaped(description)}">`,
    isBefore25 ? '  <oauth/>' : `  <oauth accessLevelV1Api="${V1_ACCESS}"/>`,
    '  <access_request>',
    ...pluginFields(options.also).map(
      ({ table, field, access }) => `    <field table="${table}" field="${field}" access="${access}"/>`,
    ),
    '  </access_request>',
    `  <publisher name="${escaped(publisher)}">`,
    `    <contact email="${escaped(email)}"/>`,
    '  </publisher>',
    '</plugin>',
    '',
  ].join('\n');
}

const DESCRIPTION = 'Moves scores that teachers graded in Otus into the PowerTeacher Pro gradebook';

/** The fields of the request, each once, with the greater access where it is named twice. */
export function pluginFields(also: readonly PluginField[] = []): PluginField[] {
  const needed = ACCESSES.flatMap(({ table, access, fields }) => fields.map((field) => ({ table, field, access })));
  const byName = new Map<string, PluginField>();
  for (const each of [...needed, ...also]) {
    const key = `${each.table}.${each.field}`.toLowerCase();
    const known = byName.get(key);
    if (known === undefined) byName.set(key, each);
    else if (each.access === 'FullAccess') byName.set(key, { ...known, access: each.access });
  }
  return [...byName.values()];
}

function errorsOf(options: PluginOptions): { path: string; message: string }[] {
  const errors = Object.entries(RULES).flatMap(([path, rule]) => {
    const message = troubleOf(options[path as keyof typeof RULES], rule);
    return message === null ? [] : [{ path, message }];
  });
  const wrong = (options.also ?? []).flatMap(({ table, field }, index) =>
    IDENTIFIER.test(table) && IDENTIFIER.test(field)
      ? []
      : [{ path: `also[${index}]`, message: 'must be a table and a field, as AssignmentScore.IsLate' }],
  );
  return [...errors, ...wrong];
}

function troubleOf(text: string | undefined, { most, pattern, words }: Rule): string | null {
  if (text === undefined) return null;
  if (text.trim() === '') return 'must not be empty';
  if ([...text].length > most) return `must have at most ${most} characters`;
  if (!text.isWellFormed() || UNWRITABLE.test(text)) return 'must not have control characters';
  return pattern === undefined || pattern.test(text) ? null : (words ?? 'is not valid');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
