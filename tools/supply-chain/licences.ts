import { type Component, foreignComponents, type BillOfMaterials } from './bill-of-materials.ts';

/** Licences under which a package may be part of what is delivered: each lets us pass it on, and asks for its notice alone. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/** Packages whose licence is not among those allowed, each with what it says. */
export function unallowed(bill: BillOfMaterials): string[] {
  return foreignComponents(bill).flatMap((component) => {
    const said = licencesOf(component);
    const isAllowed = said.length > 0 && said.every(isAllowedExpression);
    return isAllowed ? [] : [`${component.name}@${component.version}: ${said.join(', ') || 'says none'}`];
  });
}

function licencesOf({ licenses = [] }: Component): string[] {
  return licenses.map((one) => ('expression' in one ? one.expression : (one.license.id ?? one.license.name ?? '')));
}

/** `(MIT OR GPL-3.0)` leaves us the choice; `AND` asks for both. Of what is nested deeper, every licence has to be allowed. */
function isAllowedExpression(expression: string): boolean {
  const plain = expression.trim().replace(/^\(([^()]*)\)$/, '$1');
  if (/[()]/.test(plain)) return areAllowed(plain.replaceAll(/[()]/g, ' ').split(/\s+(?:OR|AND)\s+/));
  return plain.split(/\s+OR\s+/).some((choice) => areAllowed(choice.split(/\s+AND\s+/)));
}

function areAllowed(ids: readonly string[]): boolean {
  return ids.every((id) => ALLOWED.has(id.trim()));
}
