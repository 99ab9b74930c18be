import { type DistrictRecord, remembered } from '@passback/ledger';
import { forbiddenAddress } from '@passback/powerschool';
import { isDemoSecret, isDemoToken, type Operator } from '@passback/service-host';
import { type FieldError, isReference, type Secrets } from '@passback/service-kit';
import { endOf, outlives } from './token-lasting.ts';
import type { GivenSettings } from './settings-schema.ts';

const SECRET = 'powerschool.clientSecret';
/** What a secret is for: whoever changes one of them has to know the secret, or could have it sent to where it is not for. */
const SECRET_IS_FOR = ['connector', 'baseUrl', 'clientId'] as const;

/** What a person must not set, whatever the roles: it is the operator's of the platform. `held`: what is stored now. */
export function refusalsToPeople(given: GivenSettings, held: DistrictRecord | null, operator: Operator): FieldError[] {
  const { powerschool } = given;
  const errors = [...demoRefusals(given, operator), ...webhookRefusals(given, operator)];
  if (isReference(powerschool.clientSecret ?? ''))
    errors.push({ path: SECRET, message: 'must be the secret itself: env: counts in DISTRICTS_FILE alone' });
  errors.push(...needsSecretAnew(powerschool, held));
  const { baseUrl } = powerschool;
  const isOperatorsWord = held?.file?.said['powerschool.baseUrl'] === remembered('powerschool.baseUrl', baseUrl);
  if (!isOperatorsWord && baseUrl !== held?.settings.powerschool.baseUrl) {
    const why = forbiddenAddress(new URL(baseUrl), operator);
    if (why !== null) errors.push({ path: 'powerschool.baseUrl', message: `is not allowed: ${why}` });
  }
  return errors;
}

/** What whoever changes settings by a token must not set: another, or the same, that lasts longer than it and than what is held. */
export function refusalsToToken(
  { tokens = [] }: Pick<GivenSettings, 'tokens'>,
  record: DistrictRecord | null,
  requestedBy: string,
): FieldError[] {
  const held = record?.settings.tokens ?? [];
  return tokens.flatMap(({ sha256, expiresAt }, index) => {
    const before = held.find((token) => token.sha256.toLowerCase().startsWith(sha256.toLowerCase()));
    if (before !== undefined && endOf(expiresAt) <= endOf(before.expiresAt)) return [];
    const errors = outlives(expiresAt, held, requestedBy);
    return errors.map((error) => ({ ...error, path: `tokens[${index}].${error.path}` }));
  });
}

/** What the file of districts must not say. */
export function refusalsToFile(
  given: GivenSettings,
  secrets: Pick<Secrets, 'referenceTrouble'>,
  operator: Operator,
): FieldError[] {
  const trouble = secrets.referenceTrouble(given.powerschool.clientSecret ?? '');
  const errors = [...demoRefusals(given, operator), ...webhookRefusals(given, operator)];
  return trouble === null ? errors : [...errors, { path: SECRET, message: trouble }];
}

/** Whether PowerSchool is another than the secret that is held was given for, and none is given. */
export function needsSecretAnew(given: GivenSettings['powerschool'], held: DistrictRecord | null): FieldError[] {
  if (held === null || given.clientSecret !== undefined) return [];
  const changed = SECRET_IS_FOR.filter((key) => given[key] !== held.settings.powerschool[key]);
  if (changed.length === 0) return [];
  const names = changed.map((key) => `powerschool.${key}`).join(' and ');
  return [{ path: SECRET, message: `is needed again, since ${names} changed` }];
}

/** Webhooks lead where PowerSchool may be, whoever gives them: what they are answered with is nobody's to try out. */
function webhookRefusals({ notifications }: Pick<GivenSettings, 'notifications'>, operator: Operator): FieldError[] {
  return (notifications?.webhooks ?? []).flatMap(({ url }, index) => {
    const why = forbiddenAddress(new URL(url), operator);
    return why === null ? [] : [{ path: `notifications.webhooks[${index}].url`, message: `is not allowed: ${why}` }];
  });
}

function demoRefusals(
  { powerschool, tokens = [] }: Pick<GivenSettings, 'powerschool' | 'tokens'>,
  { isDemo }: Operator,
): FieldError[] {
  if (isDemo) return [];
  const errors = tokens.flatMap(({ sha256 }, index) =>
    isDemoToken(sha256)
      ? [{ path: `tokens[${index}].sha256`, message: 'is of a token that everybody knows from the demo' }]
      : [],
  );
  if (isDemoSecret(powerschool.clientSecret ?? ''))
    errors.push({ path: SECRET, message: 'is a secret that everybody knows from the demo' });
  return errors;
}
