import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { FieldError } from '../config/validation.ts';

/** PEM files by which a process knows others and is known to them. */
export interface TlsFiles {
  /** Authorities whose certificates are trusted. */
  readonly caFile?: string;
  /** The process's own certificate, with those between it and its authority behind it. */
  readonly certificateFile?: string;
  readonly keyFile?: string;
}

/** What the files hold, as it was checked. */
export interface TlsMaterial {
  readonly ca?: Buffer;
  readonly certificate?: Buffer;
  readonly key?: Buffer;
  /** When the own certificate ends, in milliseconds; null where there is none. */
  readonly expiresAt: number | null;
}

/** A bundle of all public authorities has about 250 KB. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** A file for TLS that is of no use. */
export class TlsFileError extends Error {
  /** The setting that names the file, as `KAFKA_CA_FILE`. */
  readonly setting: string;
  /** The message without the setting's name. */
  readonly trouble: string;
  constructor(setting: string, trouble: string) {
    super(`${setting} ${trouble}`);
    this.name = 'TlsFileError';
    this.setting = setting;
    this.trouble = trouble;
  }
}

/** What is wrong with files that `read` reads, as errors of the settings that name them; throws what else it throws. */
export function tlsErrors(read: () => unknown): FieldError[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof TlsFileError)) throw error;
    return [{ path: error.setting, message: error.trouble }];
  }
}

/**
 * Reads the files. `prefix`: what the settings that name them begin with, as `KAFKA`. Throws `TlsFileError` for one that cannot be read,
 * is no PEM of its kind, belongs to another key, or whose time is over or has not come.
 */
export function readTlsFiles(prefix: string, files: TlsFiles, now = Date.now()): TlsMaterial {
  const { caFile, certificateFile, keyFile } = files;
  const [caSetting, certificateSetting, keySetting] = settingsOf(prefix);
  if (certificateFile !== undefined && keyFile === undefined)
    throw new TlsFileError(keySetting, `must be given with ${certificateSetting}`);
  if (keyFile !== undefined && certificateFile === undefined)
    throw new TlsFileError(certificateSetting, `must be given with ${keySetting}`);
  const ca = caFile === undefined ? undefined : read(caSetting, caFile);
  if (ca !== undefined && caFile !== undefined) checkAuthorities(caSetting, caFile, ca, now);
  if (certificateFile === undefined || keyFile === undefined) return { ...(ca && { ca }), expiresAt: null };
  const certificate = read(certificateSetting, certificateFile);
  const key = read(keySetting, keyFile);
  const own = certificateIn(certificateSetting, certificateFile, certificate);
  checkTime(certificateSetting, certificateFile, own, now);
  if (!own.checkPrivateKey(keyIn(keySetting, keyFile, key)))
    throw new TlsFileError(keySetting, `(${keyFile}) is not the key of the certificate in ${certificateFile}`);
  return { ...(ca && { ca }), certificate, key, expiresAt: own.validToDate.getTime() };
}

function settingsOf(prefix: string): readonly [ca: string, certificate: string, key: string] {
  return [`${prefix}_CA_FILE`, `${prefix}_CERTIFICATE_FILE`, `${prefix}_KEY_FILE`];
}

function read(setting: string, file: string): Buffer {
  try {
    const about = statSync(file);
    if (!about.isFile()) throw Object.assign(new Error('no file'), { code: 'it is no file' });
    if (about.size > MAX_FILE_BYTES) throw Object.assign(new Error('too large'), { code: 'it is too large' });
    return readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new TlsFileError(setting, `(${file}) cannot be read: ${code}`);
  }
}

function certificateIn(setting: string, file: string, pem: Buffer): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new TlsFileError(setting, `(${file}) holds no certificate in PEM`);
  }
}

/** Every certificate of the bundle is read; one of them has to be in its time. */
function checkAuthorities(setting: string, file: string, pem: Buffer, now: number): void {
  const blocks = String(pem).match(CERTIFICATE) ?? [];
  if (blocks.length === 0) throw new TlsFileError(setting, `(${file}) holds no certificate in PEM`);
  const authorities = blocks.map((block) => certificateIn(setting, file, Buffer.from(block)));
  const last = authorities.at(-1);
  const isInTime = ({ validFromDate, validToDate }: X509Certificate): boolean =>
    validFromDate.getTime() <= now && now < validToDate.getTime();
  if (last !== undefined && !authorities.some(isInTime)) checkTime(setting, file, last, now);
}

function keyIn(setting: string, file: string, pem: Buffer): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new TlsFileError(setting, `(${file}) holds no private key in PEM without a passphrase`);
  }
}

function checkTime(setting: string, file: string, { validFromDate, validToDate }: X509Certificate, now: number): void {
  if (validToDate.getTime() <= now)
    throw new TlsFileError(setting, `(${file}) expired at ${validToDate.toISOString()}`);
  if (validFromDate.getTime() > now)
    throw new TlsFileError(setting, `(${file}) is not valid before ${validFromDate.toISOString()}`);
}
