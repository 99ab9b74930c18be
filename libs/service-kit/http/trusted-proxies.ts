import { isIP, isIPv4 } from 'node:net';
import { ConfigError } from '../config/config.ts';

/**
 * The proxies before a service, as addresses or networks (`10.0.0.0/8`) separated by commas: the address that one of them names in
 * `X-Forwarded-For` is the caller's. Throws `ConfigError` that names the entries which are neither.
 */
export function readTrustedProxies(text: string): readonly string[] {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const wrong = entries.filter((entry) => !isAddressOrNetwork(entry));
  if (wrong.length === 0) return entries;
  const message = `has entries that are neither an IP address nor a network: ${wrong.join(', ')}`;
  throw new ConfigError([{ path: 'TRUSTED_PROXIES', message }]);
}

function isAddressOrNetwork(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/');
  if (isIP(address) === 0 || more.length > 0) return false;
  // Not 0: whoever calls would say who calls.
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (isIPv4(address) ? 32 : 128))
  );
}
