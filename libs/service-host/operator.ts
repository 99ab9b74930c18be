import { type DistrictRecord, isAsFileSays, SECRET_SETTING } from '@passback/ledger';
import type { SecretPlace, Secrets } from '@passback/service-kit';

/** What the operator of the platform allows in this process, beside what stands in the file of districts. */
export interface Operator {
  /** As `POWERSCHOOL_ALLOWED_HOSTS` names them. */
  readonly allowedHosts: ReadonlySet<string>;
  /** The demo, in which everybody knows the token and the secret. */
  readonly isDemo: boolean;
}

/** Where nothing is allowed beyond the rules. */
export const STRICT_OPERATOR: Operator = { allowedHosts: new Set(), isDemo: false };

/** The place that a district's secret is sealed for. */
export function clientSecretOf(districtId: string): SecretPlace {
  return { districtId, field: SECRET_SETTING };
}

/** The place that the address of one of the staff is sealed for. */
export function staffEmailOf(districtId: string, userId: string): SecretPlace {
  return { districtId, field: `staff.email:${userId}` };
}

/** The place that a webhook's secret is sealed for: with another address it is another secret. */
export function webhookSecretOf(districtId: string, url: string): SecretPlace {
  return { districtId, field: `notifications.webhooks.secret:${url}` };
}

/** The place of a link by which somebody says that they want no more messages. */
export function unsubscribeOf(districtId: string): SecretPlace {
  return { districtId, field: 'notifications.unsubscribe' };
}

type Powerschool = DistrictRecord['settings']['powerschool'];

/** What a district's gradebook is opened with. */
export interface DistrictConnection extends Powerschool {
  readonly districtId: string;
  /** The address is the operator's word: it stands in the file of districts. Hosts that are allowed are the connection's to know. */
  readonly isAddressTrusted: boolean;
}

/**
 * The connection of a district with its secret in plain text. Throws where the secret cannot be opened, or is a reference to the
 * environment that the operator's file did not put there.
 */
export function districtConnection(
  district: Pick<DistrictRecord, 'settings' | 'file'>,
  secrets: Pick<Secrets, 'open'>,
): DistrictConnection {
  const { districtId, powerschool } = district.settings;
  const isAddressTrusted = isAsFileSays(district, 'powerschool.baseUrl');
  // Only together: a reference that the file meant for one address says nothing of another.
  const isFromFile = isAddressTrusted && isAsFileSays(district, SECRET_SETTING);
  const clientSecret = secrets.open(powerschool.clientSecret, clientSecretOf(districtId), { isFromFile });
  return { districtId, ...powerschool, clientSecret, isAddressTrusted };
}
