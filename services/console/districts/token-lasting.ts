import type { DistrictToken } from '@passback/ledger';
import type { FieldError } from '@passback/service-kit';

/** When a token expires, in milliseconds since the epoch; never: `Infinity`. */
export function endOf(expiresAt: string | undefined): number {
  return expiresAt === undefined ? Infinity : Date.parse(expiresAt);
}

/** The token among `held` that somebody asks by: `requestedBy`, the first digits of its hash. */
export function askingToken(held: readonly DistrictToken[], requestedBy: string): DistrictToken | undefined {
  return held.find(({ sha256 }) => sha256.toLowerCase().startsWith(requestedBy));
}

/** What is wrong with a token that would last longer than the one by which it is given: whoever finds a token must not be able to keep it. */
export function outlives(
  expiresAt: string | undefined,
  held: readonly DistrictToken[],
  requestedBy: string,
): FieldError[] {
  if (endOf(expiresAt) <= endOf(askingToken(held, requestedBy)?.expiresAt)) return [];
  return [{ path: 'expiresAt', message: 'is later than the end of the token by which it is given' }];
}
