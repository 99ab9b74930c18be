import { createHash } from 'node:crypto';
import type { SourcedIdTemplates } from '../port/transport.ts';

/** Our own namespace for UUIDs by name (RFC 9562, version 5). Changing it would write every assignment a second time. */
const NAMESPACE = Buffer.from('7d1c5a52e0f34b6f9a0e5d3c2f8b4a61', 'hex');

/** The same UUID for the same name, always. */
export function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A unit's line item in a section. Linked to another section, it is another line item. */
export function lineItemId(sectionId: string, unitId: string): string {
  return uuidOf(nameOf('lineItem', sectionId, unitId));
}

/** A student's result in a line item. */
export function resultId(lineItem: string, sisStudentId: string): string {
  return uuidOf(nameOf('result', lineItem, sisStudentId));
}

/**
 * Another name for each pair, whatever the ids hold. Two ids with a slash between them are one, and the names that exist; where an id has
 * a slash of its own, or is no whole text (which UTF-8 cannot tell from another), the pair is written as JSON between three more.
 */
function nameOf(kind: string, one: string, other: string): string {
  const isPlain = [one, other].every((id) => !id.includes('/') && id.isWellFormed());
  return isPlain ? `${kind}/${one}/${other}` : `${kind}//${JSON.stringify([one, other])}/`;
}

type IdKind = keyof SourcedIdTemplates;

/** Turns the ids that Otus has into sourcedIds and back. */
export interface IdMapping {
  toSourced(kind: IdKind, id: string): string;
  /** Null for a sourcedId that is not made after the template: nobody whom Otus knows. */
  fromSourced(kind: IdKind, sourcedId: string): string | null;
}

const PLACE = '{id}';

/** Throws `RangeError` for a template in which `{id}` does not stand once. */
export function createIdMapping(templates: SourcedIdTemplates = {}): IdMapping {
  const around = (kind: IdKind): readonly [before: string, after: string] => {
    const [before, after, ...more] = (templates[kind] ?? PLACE).split(PLACE);
    if (before === undefined || after === undefined || more.length > 0)
      throw new RangeError(`the sourcedId template of a ${kind} must hold ${PLACE} once`);
    return [before, after];
  };
  const parts = {
    school: around('school'),
    term: around('term'),
    class: around('class'),
    student: around('student'),
    teacher: around('teacher'),
  };
  return {
    toSourced: (kind, id) => parts[kind].join(id),
    fromSourced: (kind, sourcedId) => {
      const [before, after] = parts[kind];
      const isMade = sourcedId.startsWith(before) && sourcedId.endsWith(after);
      const id = isMade ? sourcedId.slice(before.length, sourcedId.length - after.length) : '';
      return id === '' ? null : id;
    },
  };
}
