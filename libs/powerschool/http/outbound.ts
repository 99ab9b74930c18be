import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { ConfigError } from '@passback/service-kit';

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

export interface OutboundChoices {
  readonly allowedHosts: ReadonlySet<string>;
  /** `POWERSCHOOL_CA_FILE` of the process. */
  readonly caFile?: string | undefined;
}

/** A bundle of every public authority is 250 KB. */
const MAX_CA_FILE_BYTES = 4 * 1024 * 1024;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The rules of a process in which the operator allows these hosts, and trusts the authorities of a PEM file beside the system's.
 * Throws `ConfigError` that says what is wrong with the file.
 */
export function outboundRules({ allowedHosts, caFile }: OutboundChoices): OutboundRules {
  if (caFile === undefined) return { allowedHosts };
  const own = readAuthorities(caFile);
  return { allowedHosts, secureContext: createSecureContext({ ca: [...getCACertificates('default'), ...own] }) };
}

function readAuthorities(file: string): string[] {
  const text = readText(file);
  if (text.length > MAX_CA_FILE_BYTES) throw wrong(`a file of more than ${MAX_CA_FILE_BYTES} bytes`, file);
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) throw wrong('a file without a certificate in PEM form', file);
  const unreadable = certificates.findIndex((pem) => !isCertificate(pem));
  if (unreadable >= 0) throw wrong(`a file whose certificate ${unreadable + 1} cannot be read`, file);
  const begun = text.split('-----BEGIN CERTIFICATE-----').length - 1;
  if (begun !== certificates.length) throw wrong('a file with a certificate that is cut off', file);
  return certificates;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    throw wrong(`a file that cannot be read (${(error as NodeJS.ErrnoException).code})`, file);
  }
}

function wrong(what: string, file: string): ConfigError {
  return new ConfigError([{ path: 'POWERSCHOOL_CA_FILE', message: `names ${what}: ${file}` }]);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
