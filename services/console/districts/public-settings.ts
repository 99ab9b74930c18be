import type { DistrictRecord } from '@passback/ledger';

const SHOWN_HASH_DIGITS = 12;

/**
 * Settings as they may be seen, in the shape in which `PUT` takes them: without the secret, and without tokens, which `PUT` then
 * keeps. What is known of both stands beside the settings.
 */
export function publicDistrict({ settings, version, changedAt, changedBy }: DistrictRecord) {
  const { tokens, powerschool, ...rest } = settings;
  const { clientSecret, ...shown } = powerschool;
  return {
    settings: { ...rest, powerschool: shown },
    about: {
      version,
      changedAt: new Date(changedAt).toISOString(),
      changedBy,
      clientSecret: clientSecret.startsWith('env:') ? clientSecret : 'set',
      tokens: tokens.map(({ sha256, roles }) => ({ sha256: `${sha256.slice(0, SHOWN_HASH_DIGITS)}…`, roles })),
    },
  };
}
