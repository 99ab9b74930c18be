import { type DistrictRecord, SECRET_SETTING } from '@passback/ledger';
import {
  clientSecretOf,
  isDemoSecret,
  isDemoToken,
  type ServiceResources,
  STRICT_OPERATOR,
} from '@passback/service-host';
import type { Secrets } from '@passback/service-kit';
import { isStrayReference } from './merge-with-file.ts';

/** What is stored of districts must not be used; the message names each of them and says how it is mended. */
class StoredSettingsError extends Error {
  constructor(troubles: readonly string[]) {
    const mend = 'Name the district in DISTRICTS_FILE as it should be, and start again.';
    super(
      `What is stored of some districts must not be used:\n${troubles.map((line) => `  ${line}`).join('\n')}\n${mend}`,
    );
    this.name = 'StoredSettingsError';
  }
}

/**
 * Looks through what is stored once the file of districts was read: references to the environment that no file put there, and what
 * everybody knows from the demo, are for nobody to use. Throws `StoredSettingsError` that names every district concerned.
 */
export async function checkStored({
  ledger,
  secrets,
  operator = STRICT_OPERATOR,
}: Pick<ServiceResources, 'ledger' | 'secrets' | 'operator'>): Promise<void> {
  const troubles = (await ledger.districts.list()).flatMap((record) => {
    const found = [referenceTrouble(record, secrets), operator.isDemo ? null : demoTrouble(record, secrets)];
    return found.filter((trouble) => trouble !== null).map((trouble) => `${record.settings.districtId}: ${trouble}`);
  });
  if (troubles.length > 0) throw new StoredSettingsError(troubles);
}

function referenceTrouble(record: DistrictRecord, secrets: Pick<Secrets, 'referenceTrouble'>): string | null {
  const { clientSecret } = record.settings.powerschool;
  if (isStrayReference(record))
    return `${SECRET_SETTING} is a reference to the environment that DISTRICTS_FILE did not put there`;
  const trouble = secrets.referenceTrouble(clientSecret);
  return trouble === null ? null : `${SECRET_SETTING} ${trouble}`;
}

function demoTrouble({ settings }: DistrictRecord, secrets: Pick<Secrets, 'open'>): string | null {
  const { districtId, powerschool, tokens } = settings;
  if (tokens.some(({ sha256 }) => isDemoToken(sha256))) return 'a token is one that everybody knows from the demo';
  try {
    const secret = secrets.open(powerschool.clientSecret, clientSecretOf(districtId));
    return isDemoSecret(secret) ? `${SECRET_SETTING} is one that everybody knows from the demo` : null;
  } catch {
    // A secret that cannot be opened is delivery's to tell.
    return null;
  }
}
