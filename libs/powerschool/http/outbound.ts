import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { ConfigError } from '@passback/service-kit';
import { parseAllowedHosts } from './addresses.ts';

/** How this process connects to any PowerSchool. */
export interface OutboundRules {
  /** Where http and addresses that are not public are allowed; `host` or `host:port`. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Whose certificates are trusted; the system's where left out. */
  readonly secureContext?: SecureContext;
  /** Finds the addresses of a name; the system's resolver where left out. */
  readonly lookup?: LookupFunction;
}

export const NO_EXCEPTIONS: OutboundRules = { allowedHosts: new Set() };

export interface OutboundSettings {
  readonly POWERSCHOOL_ALLOWED_HOSTS: string;
  readonly POWERSCHOOL_CA_FILE?: string;
}

/** A bundle of every public authority is 250 KB. */
const MAX_CA_FILE_BYTES = 4 * 1024 * 1024;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The rules as the process's settings have them. Throws `ConfigError` that names what is wrong with which of them. */
export function readOutboundRules(settings: OutboundSettings): OutboundRules {
  const allowedHosts = orConfigError('POWERSCHOOL_ALLOWED_HOSTS', () =>
    parseAllowedHosts(settings.POWERSCHOOL_ALLOWED_HOSTS),
  );
  const file = settings.POWERSCHOOL_CA_FILE;
  if (file === undefined) return { allowedHosts };
  const own = orConfigError('POWERSCHOOL_CA_FILE', () => readAuthorities(file));
  return { allowedHosts, secureContext: createSecureContext({ ca: [...getCACertificates('default'), ...own] }) };
}

function orConfigError<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConfigError([{ path, message: (error as Error).message }]);
  }
}

function readAuthorities(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`names a file that cannot be read (${code}): ${file}`, { cause: error });
  }
  if (text.length > MAX_CA_FILE_BYTES) throw new Error(`names a file of more than ${MAX_CA_FILE_BYTES} bytes: ${file}`);
  const certificates = text.match(CERTIFICATE) ?? [];
  const begun = text.split('-----BEGIN CERTIFICATE-----').length - 1;
  if (certificates.length === 0) throw new Error(`names a file without a certificate in PEM form: ${file}`);
  certificates.forEach((pem, n) => {
    if (!isCertificate(pem)) throw new Error(`names a file whose certificate ${n + 1} cannot be read: ${file}`);
  });
  if (begun !== certificates.length) throw new Error(`names a file with a certificate that is cut off: ${file}`);
  return certificates;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
