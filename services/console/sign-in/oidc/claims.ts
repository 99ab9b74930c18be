/** What a provider says of a person, by name. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * The claims that count, of the ID token and of the answer about the user: the token’s before the other’s. An `email` that its source
 * does not call verified is left out, since anybody may write any there.
 */
export function takeClaims(idToken: Claims, userInfo: Claims): Claims {
  return { ...verified(userInfo), ...verified(idToken) };
}

function verified(claims: Claims): Claims {
  const { email, ...others } = claims;
  const isVerified = claims['email_verified'] === true || claims['email_verified'] === 'true';
  return isVerified && email !== undefined ? { ...others, email } : others;
}

/**
 * The values of a claim as text: one, those of a list, or none. A claim of just this name comes first (names may be addresses with dots in
 * them); else each dot leads one level down.
 */
export function valuesOf(claims: Claims, name: string): readonly string[] {
  if (Object.hasOwn(claims, name)) return textsOf(claims[name]);
  const steps = name.split('.');
  if (steps.length === 1) return [];
  return textsOf(steps.reduce<unknown[]>((found, step) => found.flatMap((value) => below(value, step)), [claims]));
}

function below(value: unknown, step: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => below(entry, step));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
  return [(value as Claims)[step]];
}

function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => textsOf(entry));
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
