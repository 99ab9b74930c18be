const SECRET_PREFIX = 'whsec_';
/** Bytes of a key behind the prefix, at least: fewer can be guessed. */
const MIN_BYTES = 16;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/**
 * The key that a webhook's secret stands for: `whsec_` and base64, as Standard Webhooks have it; any other text is the key as it stands.
 * Null where it is none: nothing at all, or behind the prefix no base64 of 16 bytes.
 */
export function webhookKey(secret: string): Buffer | null {
  if (!secret.startsWith(SECRET_PREFIX)) return secret === '' ? null : Buffer.from(secret, 'utf8');
  const encoded = secret.slice(SECRET_PREFIX.length);
  if (!BASE64.test(encoded)) return null;
  const key = Buffer.from(encoded, 'base64');
  return key.length < MIN_BYTES ? null : key;
}
