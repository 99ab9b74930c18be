import { type CatalogueSpan, SPANS } from './span-catalogue.ts';

/** A finished span, as far as the catalogue has a say in it. */
export interface DescribedSpan {
  readonly name: string;
  readonly kind: CatalogueSpan['kind'];
  readonly isRoot: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly { readonly name: string; readonly attributes: Readonly<Record<string, unknown>> }[];
}

/** What a span has that the catalogue does not: empty when all is as it says. */
export function strayFrom(span: DescribedSpan, catalogue: readonly CatalogueSpan[] = SPANS): string[] {
  const entry = catalogue.find(({ name, kind }) => kind === span.kind && name.test(span.name));
  if (entry === undefined) return [`a ${span.kind} span ${span.name}`];
  const stray = Object.keys(span.attributes)
    .filter((key) => !entry.attributes.includes(key))
    .map((key) => `${key} on ${span.name}`);
  if (span.isRoot && !entry.isRoot) stray.push(`${span.name} as a root`);
  for (const event of span.events) {
    const allowed = entry.events?.[event.name];
    if (allowed === undefined) stray.push(`event ${event.name} on ${span.name}`);
    for (const key of Object.keys(event.attributes))
      if (allowed?.includes(key) !== true) stray.push(`${key} on event ${event.name}`);
  }
  return stray;
}
