import type { DistrictSettings } from '@passback/ledger';
import type { FieldError, Secrets } from '@passback/service-kit';
import type { DistrictInput } from './settings-schema.ts';

/**
 * Settings as they are stored: the secret sealed, or kept where none is given (or the same is given again, so that nothing
 * seems to change); tokens kept where none are given.
 */
export function storedSettings(
  input: DistrictInput,
  held: DistrictSettings | null,
  secrets: Secrets,
): { settings: DistrictSettings; errors: readonly FieldError[] } {
  const heldSecret = held?.powerschool.clientSecret;
  const given = input.powerschool.clientSecret;
  if (given === undefined && heldSecret === undefined) {
    return { settings: store(input, '', []), errors: [{ path: 'powerschool.clientSecret', message: 'is missing' }] };
  }
  const sealed = given === undefined ? (heldSecret ?? '') : secrets.seal(given);
  const secret = heldSecret !== undefined && secrets.same(sealed, heldSecret) ? heldSecret : sealed;
  return { settings: store(input, secret, input.tokens ?? held?.tokens ?? []), errors: [] };
}

function store(input: DistrictInput, clientSecret: string, tokens: DistrictSettings['tokens']): DistrictSettings {
  return {
    ...input,
    powerschool: { ...input.powerschool, clientSecret },
    tokens: tokens.map(({ sha256, roles }) => ({ sha256: sha256.toLowerCase(), roles: [...roles] })),
  };
}
