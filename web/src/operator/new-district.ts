import type { SettingsBody } from '../settings/settings.ts';
import { NOT_KNOWN_YET } from '../setup/steps.ts';

export const NEW_DISTRICT = {
  ...{ name: '', districtId: '', timeZone: 'America/Chicago' },
  ...{ connector: 'xte' as SettingsBody['powerschool']['connector'], baseUrl: '', clientId: '', clientSecret: '' },
};

/** The settings of a new district: paused, and with nothing that opens anything where the client is not known yet. */
export function newDistrictBody({
  name,
  districtId,
  timeZone,
  connector,
  baseUrl,
  clientId,
  clientSecret,
}: typeof NEW_DISTRICT): SettingsBody {
  const isKnown = clientId !== '' || clientSecret !== '';
  const client = isKnown ? { clientId, clientSecret } : { clientId: NOT_KNOWN_YET, clientSecret: NOT_KNOWN_YET };
  return { districtId, name, timeZone, paused: true, powerschool: { connector, baseUrl, ...client } } as SettingsBody;
}

/** An id for a district of this name: lower case, letters, digits and hyphens. */
export function proposedId(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[a-z0-9]+/g) ?? []).join('-').slice(0, 100);
}
