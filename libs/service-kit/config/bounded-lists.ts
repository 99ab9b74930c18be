import type { Ajv, AnySchema, ErrorObject, FuncKeywordDefinition, ValidateFunction } from 'ajv';

/** Entries of a list whose schema says no `maxItems`. */
const DEFAULT_MAX_ITEMS = 1_000;

type ListCheck = ReturnType<NonNullable<FuncKeywordDefinition['compile']>>;
type SchemaObject = Readonly<Record<string, unknown>>;

const KEYWORD = 'boundedItems';
const SCHEMAS_BY_NAME = ['properties', 'patternProperties'];
const SCHEMA_LISTS = ['anyOf', 'allOf', 'oneOf'];
const SCHEMAS = ['additionalProperties', 'not'];

/**
 * Makes `ajv` stop where it is known that a list is wrong. Ajv that names every error looks at every entry, also of a list that is
 * longer than allowed, and keeps an object for each fault: a body of 1 MiB that is a list of `{}` then takes 700 MB and seconds. So the length
 * comes first, entries of a list that is too long are not looked at, and those of another only until `maxErrors` are found.
 */
export function boundLists(ajv: Ajv, maxErrors: number): Ajv {
  ajv.addKeyword(boundedItems(ajv, maxErrors));
  const compile = ajv.compile.bind(ajv);
  // As Ajv itself knows a schema again by its identity.
  const compiled = new WeakMap<SchemaObject, ValidateFunction>();
  ajv.compile = ((schema: AnySchema) => {
    if (!isSchema(schema)) return compile(schema);
    const known = compiled.get(schema) ?? compile(withBoundedLists(schema) as AnySchema);
    compiled.set(schema, known);
    return known;
  }) as Ajv['compile'];
  return ajv;
}

/** The schema with what it says about entries under the keyword of ours; below that, the compilation of the entries does the same. */
function withBoundedLists(schema: unknown): unknown {
  if (!isSchema(schema)) return schema;
  const bounded: Record<string, unknown> = { ...schema };
  for (const name of SCHEMAS_BY_NAME) if (isSchema(schema[name])) bounded[name] = mapValues(schema[name]);
  for (const name of SCHEMA_LISTS) {
    const list = schema[name];
    if (Array.isArray(list)) bounded[name] = list.map(withBoundedLists);
  }
  for (const name of SCHEMAS) bounded[name] = withBoundedLists(schema[name]);
  if (schema['type'] !== 'array') return withoutUndefined(bounded);
  const { items, uniqueItems, ...rest } = bounded;
  const maxItems = schema['maxItems'] ?? DEFAULT_MAX_ITEMS;
  return withoutUndefined({
    ...rest,
    maxItems,
    [KEYWORD]: { items: items ?? true, uniqueItems: uniqueItems === true },
  });
}

function isSchema(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapValues(schemas: SchemaObject): SchemaObject {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withBoundedLists(schema)]));
}

function withoutUndefined(schema: SchemaObject): SchemaObject {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}

function boundedItems(ajv: Ajv, maxErrors: number): FuncKeywordDefinition {
  return {
    keyword: KEYWORD,
    type: 'array',
    errors: 'full',
    modifying: true,
    compile: ({ items, uniqueItems }: { items: AnySchema; uniqueItems: boolean }, { maxItems }) => {
      const check = ajv.compile(items);
      const isUnique = ajv.compile({ uniqueItems });
      const validate: ListCheck = (list: unknown[], context) => {
        // `maxItems` says so already.
        if (list.length > Number(maxItems)) return true;
        const errors: Partial<ErrorObject>[] = [];
        const at = context ?? { instancePath: '', rootData: list, dynamicAnchors: {} };
        for (let index = 0; index < list.length && errors.length < maxErrors; index += 1) {
          const entry = {
            ...at,
            instancePath: `${at.instancePath}/${index}`,
            parentData: list,
            parentDataProperty: index,
          };
          if (check(list[index], entry) === false) errors.push(...(check.errors ?? []));
        }
        if (errors.length === 0 && !isUnique(list))
          errors.push({ ...isUnique.errors?.[0], instancePath: at.instancePath });
        validate.errors = errors;
        return errors.length === 0;
      };
      return validate;
    },
  };
}
