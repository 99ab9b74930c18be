import type { FieldError } from '@passback/service-kit';

/**
 * Names every entry of `list` whose `key` an earlier one has as well. `list` may be anything: what is wrong with its entries
 * otherwise is the schema's to say.
 */
export function duplicates(list: unknown, path: string, key: string): FieldError[] {
  if (!Array.isArray(list)) return [];
  const firstAt = new Map<unknown, number>();
  const errors: FieldError[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const value = (list[index] as Readonly<Record<string, unknown>> | null | undefined)?.[key];
    if (typeof value !== 'string') continue;
    const first = firstAt.get(value);
    if (first === undefined) firstAt.set(value, index);
    else errors.push({ path: `${path}[${index}].${key}`, message: `is the same as ${path}[${first}].${key}` });
  }
  return errors;
}
