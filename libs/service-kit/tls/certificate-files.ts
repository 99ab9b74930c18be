import type { experimental } from '@grpc/grpc-js';
import { readTlsFiles, type TlsFiles, type TlsMaterial } from './tls-files.ts';

/** How soon a certificate that was replaced is used for new connections. */
const RELOAD_MS = 10_000;

type Ca = experimental.CaCertificateUpdateListener;
type Identity = experimental.IdentityCertificateUpdateListener;

/**
 * The files of a process's TLS for gRPC, read again while they are in use. What cannot be used, as between the writing of a certificate and
 * of its key, changes nothing: the last good ones stay, and readiness says why.
 */
export class CertificateFiles implements experimental.CertificateProvider {
  readonly #files: Required<TlsFiles>;
  readonly #prefix: string;
  readonly #caListeners = new Set<Ca>();
  readonly #identityListeners = new Set<Identity>();
  #material: TlsMaterial;
  #timer: NodeJS.Timeout | null = null;
  readonly #reloadMs: number;

  /** Throws `TlsFileError` where they are of no use from the beginning. */
  constructor(prefix: string, files: Required<TlsFiles>, reloadMs = RELOAD_MS) {
    this.#prefix = prefix;
    this.#files = files;
    this.#reloadMs = reloadMs;
    this.#material = readTlsFiles(prefix, files);
  }

  addCaCertificateListener(listener: Ca): void {
    this.#caListeners.add(listener);
    this.#watch();
    process.nextTick(() => listener(this.#ca()));
  }

  removeCaCertificateListener(listener: Ca): void {
    this.#caListeners.delete(listener);
    this.#watch();
  }

  addIdentityCertificateListener(listener: Identity): void {
    this.#identityListeners.add(listener);
    this.#watch();
    process.nextTick(() => listener(this.#identity()));
  }

  removeIdentityCertificateListener(listener: Identity): void {
    this.#identityListeners.delete(listener);
    this.#watch();
  }

  #watch(): void {
    const isUsed = this.#caListeners.size + this.#identityListeners.size > 0;
    if (isUsed && this.#timer === null) {
      this.#timer = setInterval(() => this.#reload(), this.#reloadMs).unref();
    } else if (!isUsed && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  #reload(): void {
    const before = this.#material;
    try {
      this.#material = readTlsFiles(this.#prefix, this.#files);
    } catch {
      // Readiness says it, which reads them itself.
      return;
    }
    const { ca, certificate, key } = this.#material;
    if (!isSame(ca, before.ca)) for (const listener of this.#caListeners) listener(this.#ca());
    if (!isSame(certificate, before.certificate) || !isSame(key, before.key))
      for (const listener of this.#identityListeners) listener(this.#identity());
  }

  #ca(): experimental.CaCertificateUpdate | null {
    const { ca } = this.#material;
    return ca === undefined ? null : { caCertificate: ca };
  }

  #identity(): experimental.IdentityCertificateUpdate | null {
    const { certificate, key } = this.#material;
    return certificate === undefined || key === undefined ? null : { certificate, privateKey: key };
  }
}

function isSame(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && one.equals(other));
}
