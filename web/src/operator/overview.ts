import type { paths } from '../api/schema.ts';

export type Overview = paths['/v1/overview']['get']['responses'][200]['content']['application/json'];
export type District = Overview['items'][number];

/** Whether a district's name or id holds what was typed. */
export function matches({ name, districtId }: District, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return `${name} ${districtId}`.toLowerCase().includes(wanted);
}

function isBroken({ lane }: District): boolean {
  return lane !== null && lane.circuit !== 'closed';
}

/** Those whose way to PowerSchool is broken, then those whose work waits longest, then by name. */
export function worstFirst(one: District, other: District): number {
  return (
    Number(isBroken(other)) - Number(isBroken(one)) ||
    dueOf(one).localeCompare(dueOf(other)) ||
    one.name.localeCompare(other.name)
  );
}

/** After any instant where nothing is due. */
const NEVER = '9';

function dueOf({ oldestDueAt }: District): string {
  return oldestDueAt ?? NEVER;
}
