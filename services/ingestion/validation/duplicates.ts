import type { FieldError } from '@passback/service-kit';
import { INGESTION_LIMITS } from '../limits.ts';

/**
 * Names every entry of `list` whose `key` an earlier one has as well, as many as are told. `list` may be anything: what is wrong with
 * it and its entries otherwise is the schema's to say, and of one with more than `most` entries that is all.
 */
export function duplicates(list: unknown, path: string, key: string, most: number): FieldError[] {
  if (!Array.isArray(list) || list.length > most) return [];
  const firstAt = new Map<unknown, number>();
  const errors: FieldError[] = [];
  for (let index = 0; index < list.length && errors.length < INGESTION_LIMITS.fieldErrors; index += 1) {
    const value = (list[index] as Readonly<Record<string, unknown>> | null | undefined)?.[key];
    if (typeof value !== 'string') continue;
    const first = firstAt.get(value);
    if (first === undefined) firstAt.set(value, index);
    else errors.push({ path: `${path}[${index}].${key}`, message: `is the same as ${path}[${first}].${key}` });
  }
  return errors;
}
