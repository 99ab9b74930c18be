import { randomBytes } from 'node:crypto';
import { clientSecretOf, isDemoSecret, type Operator } from '@passback/service-host';
import { type Environment, type FieldError, Secrets } from '@passback/service-kit';
import type { DistrictGiven } from '../districts/districts-file.ts';
import { refusalsToFile } from '../districts/refusals.ts';
import { settleNotifications } from '../districts/settle-notifications.ts';

const SECRET = 'powerschool.clientSecret';

/** What a process that starts with the file would refuse of a district that it does not hold yet, but for its PowerSchool's secret. */
export function fileRefusals(given: DistrictGiven, secrets: Secrets, operator: Operator): FieldError[] {
  const errors = refusalsToFile(given, secrets, operator).filter(({ path }) => path !== SECRET);
  settleNotifications(given.districtId, given.notifications, null, secrets, errors);
  return errors;
}

/** Of an environment; nothing that is sealed with their key is kept. */
export function passingSecrets(env: Environment, prefix: string): Secrets {
  return new Secrets(randomBytes(32), env, prefix);
}

/** The secret of the district's PowerSchool, or why there is none to use. */
export function secretOf(
  { districtId, powerschool: { clientSecret } }: DistrictGiven,
  secrets: Secrets,
  { isDemo }: Operator,
): { text: string; trouble: null } | { text: null; trouble: string } {
  const refused = (trouble: string) => ({ text: null, trouble });
  if (clientSecret === undefined) return refused(`${SECRET} is missing`);
  let text = clientSecret;
  try {
    if (text.startsWith('env:')) text = secrets.open(text, clientSecretOf(districtId), { isFromFile: true });
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
  if (!isDemo && isDemoSecret(text)) return refused(`${SECRET} is a secret that everybody knows from the demo`);
  return { text, trouble: null };
}
