import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { jest } from '@jest/globals';

/** How SQLite goes about one statement. */
export interface QueryPlan {
  /** The method of the port that was the first to ask for it. */
  readonly method: string;
  /** In one line. */
  readonly sql: string;
  /** As `EXPLAIN QUERY PLAN` says them. */
  readonly steps: readonly string[];
}

/** What of a plan may take the longer the more is stored. */
export interface PlanFinding extends Pick<QueryPlan, 'method' | 'sql'> {
  readonly step: string;
}

/**
 * Explains each statement that is prepared from now on, when `plans` asks for it. `methodNow`: which method of the port is being called.
 * Without statistics, which this adapter never gathers, a plan does not depend on what is stored.
 */
export function recordPlans(methodNow: () => string): { plans: () => QueryPlan[]; stop: () => void } {
  const prepare = Reflect.get(DatabaseSync.prototype, 'prepare');
  const seen = new Map<string, { method: string; database: DatabaseSync }>();
  const spy = jest.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql) {
    if (!seen.has(sql)) seen.set(sql, { method: methodNow(), database: this });
    return prepare.call(this, sql);
  });
  return {
    plans: () =>
      [...seen].map(([sql, { method, database }]) => {
        const rows = prepare.call(database, `explain query plan ${sql}`).all();
        return { method, sql: inOneLine(sql), steps: rows.map(({ detail }) => String(detail)) };
      }),
    stop: () => spy.mockRestore(),
  };
}

/** Parts of a plan that read no table: what their numbers stand for is a step of its own. */
const NO_TABLE = /^SCAN (?:CONSTANT ROW|\(subquery-\d+\)|json_each VIRTUAL TABLE)/;
/** A search by the district and nothing else, which finds all that the district has; the index is named. */
const BY_DISTRICT = /^SEARCH \w+ .*USING (?:COVERING )?INDEX (\w+) \(district_id=\?\)/;

/** `isOneADistrict`: whether an index has one row a district. */
export function planFindings(
  plans: readonly QueryPlan[],
  isOneADistrict: (index: string) => boolean,
): readonly PlanFinding[] {
  return plans.flatMap(({ method, sql, steps }) =>
    steps.filter((step) => mayGrow(step, isOneADistrict)).map((step) => ({ method, sql, step })),
  );
}

function mayGrow(step: string, isOneADistrict: (index: string) => boolean): boolean {
  if (step.startsWith('SCAN')) return !NO_TABLE.test(step);
  if (step.startsWith('USE TEMP B-TREE') || step.includes('AUTOMATIC')) return true;
  const index = BY_DISTRICT.exec(step)?.[1];
  return index !== undefined && !isOneADistrict(index);
}

/** Statements in the adapter's source, each as those of its parts that are the same whatever it is made for. */
export function statementsInSource(): { file: string; parts: readonly string[] }[] {
  return readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(?:spec|fixture)\.ts$|schema\.ts$/.test(file))
    .flatMap((file) =>
      literalsOf(readFileSync(path.join(import.meta.dirname, file), 'utf8'))
        .filter((text) => /^(?:with|select|insert|update|delete) /.test(text))
        .map((text) => ({ file, parts: text.split(/\$\{[^}]*\}+/).map((part) => part.trim()) })),
    );
}

/** Texts in backticks, and in quotes on one line; comments first go, since they have backticks of their own. */
function literalsOf(source: string): string[] {
  const code = source.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/`([^`]*)`|'((?:[^'\\\n]|\\.)*)'/g)].map(([, template, text]) =>
    inOneLine(template ?? text ?? ''),
  );
}

/** Whether the parts stand in the statement one behind the other. */
export function isMadeOf(sql: string, parts: readonly string[]): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = sql.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

function inOneLine(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').trim();
}
