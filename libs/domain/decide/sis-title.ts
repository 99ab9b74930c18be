export function sisTitle(_title: string, _identifier: string, _maxLength: number): string {
  throw new Error('not written yet');
}

export function identifierSuffix(identifier: string): string {
  return `(${identifier})`;
}

export function titleCarriesIdentifier(title: string, identifier: string): boolean {
  return title.trimEnd().endsWith(identifierSuffix(identifier));
}
