const ERROR = 'signInError';
const ERRORS = ['expired', 'refused', 'providerAway', 'noRole', 'failed'] as const;

/**
 * Where the browser goes to be signed in by the provider, and comes back from to the page that it is on. Whoever came as somebody without
 * a role is asked there who they are.
 */
export function providerAddress(): string {
  const { pathname, search } = location;
  const parameters = new URLSearchParams(search);
  const isBack = parameters.has(ERROR);
  const query = new URLSearchParams({ returnTo: isBack ? '/' : `${pathname}${search}` });
  if (parameters.get(ERROR) === 'noRole') query.set('choose', 'true');
  return `/sign-in?${query.toString()}`;
}

export function goToProvider(): void {
  location.assign(providerAddress());
}

/** Why the sign-in before came to nothing; null where there was none. What is not known counts as `failed`. */
export function signInError(): (typeof ERRORS)[number] | null {
  const given = new URLSearchParams(location.search).get(ERROR);
  if (given === null) return null;
  return ERRORS.find((code) => code === given) ?? 'failed';
}
