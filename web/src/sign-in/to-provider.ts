const ERROR = 'signInError';
const ERRORS = ['expired', 'refused', 'providerAway', 'noRole', 'failed'] as const;

/** Where the browser goes to be signed in by the provider, and comes back from to the page that it is on. */
export function providerAddress(): string {
  const { pathname, search } = location;
  const parameters = new URLSearchParams(search);
  const isBack = parameters.has(ERROR);
  return `/sign-in?${new URLSearchParams({ returnTo: isBack ? '/' : `${pathname}${search}` }).toString()}`;
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
