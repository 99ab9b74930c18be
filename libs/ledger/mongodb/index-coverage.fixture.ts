import type { Document } from 'mongodb';

/** As `createIndexes` takes it, its keys in order. */
export interface DeclaredIndex {
  readonly name: string;
  readonly key: ReadonlyMap<string, number>;
  readonly partialFilterExpression?: Document;
  readonly sparse?: boolean;
}

/** What is asked of one collection. */
export interface Query {
  readonly filter: Document;
  /** In order; empty: in any. */
  readonly sort: ReadonlyMap<string, number>;
  /** Whether it ends when it has enough. */
  readonly isLimited: boolean;
  /** Fields that all that is found is counted by or summed up over; left out: whole documents are given. */
  readonly counted?: readonly string[];
}

/** How well an index serves a query. */
export interface Coverage {
  /** Null where all of the collection is read. */
  readonly index: string | null;
  /**
   * What of it may take the longer the more is stored: `reads all`; `sorts`; `all of districtId`, where one field is all that it is looked
   * up by and nothing ends it; `passes over at`, where all of its values are gone through though not all are asked for; `looks into a, b`,
   * where documents are read to find out whether they are meant, or to count them. None: it fits.
   */
  readonly findings: readonly string[];
}

const ID_INDEX: DeclaredIndex = { name: '_id', key: new Map([['_id', 1]]) };

/**
 * The index that fits the query best, by what MongoDB's manual says of equality, sort and range: an index serves where the fields that
 * are compared with one value come first, then those of the order, and a range at the end. Pure.
 */
export function coverageOf(query: Query, declared: readonly DeclaredIndex[]): Coverage {
  const { $or: choices, ...others } = query.filter;
  if (Array.isArray(choices) && Object.keys(others).length === 0) return eachCoverage(query, choices, declared);
  const conditions = conditionsOf(query.filter);
  if (conditions.get('_id')?.kind === 'equal') return { index: '_id', findings: [] };
  const [best] = [ID_INDEX, ...declared]
    .filter((index) => isUsable(index, conditions))
    .map((index) => ({ index: index.name, ...useOf(index, query, conditions) }))
    .filter(({ bounds }) => bounds > 0)
    .sort(byFit);
  return best === undefined ? { index: null, findings: ['reads all'] } : { index: best.index, findings: best.findings };
}

type Use = Pick<Coverage, 'findings'> & { readonly equal: number; readonly bounds: number };

/** One that fits first, and the more narrow of those. Where none fits, the one with the fewest documents. */
function byFit(one: Use, other: Use): number {
  const misfits = one.findings.length - other.findings.length;
  if (one.findings.length === 0 || other.findings.length === 0) return misfits || other.bounds - one.bounds;
  return other.equal - one.equal || misfits || other.bounds - one.bounds;
}

/** A choice at the top is as many queries, each with an index of its own, whose results are merged in their order. */
function eachCoverage(query: Query, choices: readonly Document[], declared: readonly DeclaredIndex[]): Coverage {
  const each = choices.map((filter) => coverageOf({ ...query, filter }, declared));
  const findings = [...new Set(each.flatMap((coverage) => coverage.findings))];
  const isAll = each.some(({ index }) => index === null);
  return { index: isAll ? null : [...new Set(each.map(({ index }) => index))].join(' or '), findings };
}

type Kind = 'equal' | 'range' | 'exists' | 'other';

interface Condition {
  readonly kind: Kind;
  readonly operand: unknown;
}

type Conditions = ReadonlyMap<string, Condition>;

/** By field; those within a choice narrow nothing by themselves. */
function conditionsOf(filter: Document): Conditions {
  const found = new Map<string, Condition>();
  const add = (field: string, condition: Condition): void => {
    const known = found.get(field);
    if (known === undefined || known.kind === 'other') found.set(field, condition);
  };
  for (const [field, operand] of Object.entries(filter)) {
    if (field === '$and')
      for (const part of operand as Document[]) conditionsOf(part).forEach((condition, name) => add(name, condition));
    else if (field === '$or')
      for (const part of operand as Document[])
        conditionsOf(part).forEach((_, name) => add(name, { kind: 'other', operand: null }));
    else if (field.startsWith('$')) throw new Error(`${field} is not known`);
    else add(field, { kind: kindOf(operand), operand });
  }
  return found;
}

const RANGES: ReadonlySet<string> = new Set(['$gt', '$gte', '$lt', '$lte']);

function kindOf(operand: unknown): Kind {
  const operators = Object.keys(operand ?? {}).filter((key) => key.startsWith('$'));
  if (operators.length === 0) return 'equal';
  if (operators.some((operator) => operator === '$eq' || operator === '$in')) return 'equal';
  if (operators.some((operator) => RANGES.has(operator))) return 'range';
  // What is not there stands in an index as null.
  if (operators.includes('$exists')) return (operand as Document)['$exists'] === true ? 'exists' : 'equal';
  return 'other';
}

/** Whether all that the query may find is in the index: one that is partial or sparse leaves documents out. */
function isUsable(
  { key, partialFilterExpression = {}, sparse = false }: DeclaredIndex,
  conditions: Conditions,
): boolean {
  const [first = ''] = key.keys();
  const firstCondition = conditions.get(first);
  const isThere = firstCondition?.kind === 'exists' || (firstCondition?.operand ?? null) !== null;
  if (sparse && !isThere) return false;
  return Object.entries(partialFilterExpression).every(([field, { $gte: least, ...others }]) => {
    if (typeof least !== 'number' || Object.keys(others).length > 0) throw new Error('only $gte is known');
    const { operand = null } = conditions.get(field) ?? {};
    const asked: unknown = typeof operand === 'number' ? operand : (operand as Document | null)?.['$gte'];
    return typeof asked === 'number' && asked >= least;
  });
}

/** `equal`: how many of its fields are compared with one value; `bounds`: with a range behind those. */
function useOf(
  { key, sparse = false }: DeclaredIndex,
  { sort, isLimited, counted = [] }: Query,
  conditions: Conditions,
): Use {
  const fields = [...key];
  const kindAt = (position: number): Kind | undefined => conditions.get(fields[position]?.[0] ?? '')?.kind;
  let equal = 0;
  while (kindAt(equal) === 'equal') equal += 1;
  const hasRange = kindAt(equal) === 'range' || (sparse && kindAt(equal) === 'exists');
  const bounds = equal + (hasRange ? 1 : 0);

  const order = [...sort].filter(([field]) => conditions.get(field)?.kind !== 'equal');
  const inOrder = order.map(([field, way], index) => {
    const [name, ownWay = 0] = fields[equal + index] ?? [];
    return name === field ? way * ownWay : 0;
  });
  const isSorted = inOrder.every((way) => way !== 0 && way === inOrder[0]);

  const outside = new Set([...conditions.keys(), ...counted].filter((field) => !key.has(field)));
  return {
    ...{ equal, bounds },
    findings: [
      ...(isSorted ? [] : ['sorts']),
      ...(kindAt(equal) === 'other' ? [`passes over ${fields[equal]?.[0]}`] : []),
      ...(bounds === 1 && !isLimited && fields.length > 1 ? [`all of ${fields[0]?.[0]}`] : []),
      ...(outside.size === 0 ? [] : [`looks into ${[...outside].sort().join(', ')}`]),
    ],
  };
}
