import type { DistrictSettings } from '@passback/ledger';
import { clientSecretOf } from '@passback/service-host';
import type { FieldError, Secrets, Validated } from '@passback/service-kit';
import { SHOWN_HASH_DIGITS } from '../shown-hash.ts';
import type { GivenSettings } from './settings-schema.ts';
import { settleNotifications } from './settle-notifications.ts';

/**
 * The settings to store: as given, the secret sealed, and what was left out (secret, tokens) as it is stored. A secret equal to the
 * stored one, or to another of `known`, keeps its stored text, so that settings that do not change stay the same version.
 */
export function settleSettings(
  districtId: string,
  given: GivenSettings,
  stored: DistrictSettings | null,
  secrets: Pick<Secrets, 'seal' | 'same'>,
  known: readonly string[] = [],
): Validated<DistrictSettings> {
  const errors: FieldError[] = [];
  if (given.districtId !== undefined && given.districtId !== districtId)
    errors.push({ path: 'districtId', message: 'is not the one in the path' });
  const storedSecret = stored?.powerschool.clientSecret;
  const texts = storedSecret === undefined ? known : [storedSecret, ...known];
  const clientSecret = settleSecret(districtId, given.powerschool.clientSecret, texts, secrets) ?? storedSecret;
  if (clientSecret === undefined) errors.push({ path: 'powerschool.clientSecret', message: 'is missing' });
  const tokens = settleTokens(given.tokens, stored?.tokens ?? [], errors);
  const notifications = settleNotifications(districtId, given.notifications, stored, secrets, errors);
  if (errors.length > 0 || clientSecret === undefined) return { ok: false, errors };
  const { connector, baseUrl, clientId, minIntervalMs, concurrency, timeoutMs, maxTitleLength, xte, oneroster, terms } =
    given.powerschool;
  return {
    ok: true,
    value: {
      districtId,
      name: given.name,
      timeZone: given.timeZone,
      nightlyRunAt: given.nightlyRunAt,
      effectiveDate: given.effectiveDate,
      paused: given.paused,
      pastDueAsZero: given.pastDueAsZero,
      categories: given.categories,
      powerschool: {
        connector,
        baseUrl,
        clientId,
        clientSecret,
        minIntervalMs,
        concurrency,
        timeoutMs,
        maxTitleLength,
        ...(xte !== undefined && { xte }),
        ...(oneroster !== undefined && { oneroster }),
        ...(terms !== undefined && { terms }),
      },
      gradingPeriods: given.gradingPeriods,
      tokens,
      ...(notifications !== undefined && { notifications }),
    },
  };
}

function settleSecret(
  districtId: string,
  given: string | undefined,
  known: readonly string[],
  secrets: Pick<Secrets, 'seal' | 'same'>,
): string | undefined {
  if (given === undefined) return undefined;
  const place = clientSecretOf(districtId);
  const sealed = secrets.seal(given, place);
  return known.find((text) => secrets.same(text, sealed, place)) ?? sealed;
}

type Tokens = DistrictSettings['tokens'];

/** A hash that was shown shortened stands for the stored one that begins so; how a stored one was made stays known. */
function settleTokens(given: GivenSettings['tokens'], stored: Tokens, errors: FieldError[]): Tokens {
  if (given === undefined) return stored;
  return given.map(({ sha256: text, roles, label, expiresAt }, index) => {
    const sha256 = text.toLowerCase();
    const rest = { roles, ...(label !== undefined && { label }), ...(expiresAt !== undefined && { expiresAt }) };
    const known = stored.find((token) => token.sha256.toLowerCase().startsWith(sha256));
    if (known !== undefined) return { sha256: known.sha256, ...rest, ...madeAs(known) };
    if (sha256.length > SHOWN_HASH_DIGITS) return { sha256, ...rest };
    errors.push({
      path: `tokens[${index}].sha256`,
      message: 'is neither 64 hex digits nor the beginning of a stored one',
    });
    return { sha256, ...rest };
  });
}

function madeAs({ prefix, createdAt, createdBy }: Tokens[number]): Partial<Tokens[number]> {
  return {
    ...(prefix !== undefined && { prefix }),
    ...(createdAt !== undefined && { createdAt }),
    ...(createdBy !== undefined && { createdBy }),
  };
}
