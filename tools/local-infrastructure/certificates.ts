import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 24 * 60 * 60_000;

export interface CertificateRequest {
  /** Host names and addresses. */
  readonly hosts?: readonly string[];
  /** As `spiffe://passback/rules`. */
  readonly uris?: readonly string[];
  readonly commonName?: string;
  /** From when to when it counts; left out: from yesterday to tomorrow. */
  readonly from?: Date;
  readonly until?: Date;
}

export interface IssuedCertificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly key: string;
}

/** An authority of one test, with whatever certificates it needs: in time, expired, or not yet valid. */
export class TestAuthority {
  /** PEM: what is to be trusted. */
  readonly certificate: string;
  readonly #own: x509.X509Certificate;
  readonly #key: webcrypto.CryptoKey;

  private constructor(own: x509.X509Certificate, key: webcrypto.CryptoKey) {
    this.#own = own;
    this.#key = key;
    this.certificate = own.toString('pem');
  }

  static async create(name = 'An authority for tests'): Promise<TestAuthority> {
    x509.cryptoProvider.set(webcrypto as Crypto);
    const keys = await newKeys();
    const own = await x509.X509CertificateGenerator.createSelfSigned({
      name: `CN=${name}`,
      ...validity({}),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [new x509.BasicConstraintsExtension(true, 2, true)],
    });
    return new TestAuthority(own, keys.privateKey);
  }

  async issue({
    hosts = [],
    uris = [],
    commonName = 'test',
    ...times
  }: CertificateRequest): Promise<IssuedCertificate> {
    const keys = await newKeys();
    const names = [
      ...hosts.map((value) => ({ type: /^[\d.:]+$/.test(value) ? ('ip' as const) : ('dns' as const), value })),
      ...uris.map((value) => ({ type: 'url' as const, value })),
    ];
    const certificate = await x509.X509CertificateGenerator.create({
      subject: `CN=${commonName}`,
      issuer: this.#own.subject,
      ...validity(times),
      publicKey: keys.publicKey,
      signingKey: this.#key,
      signingAlgorithm: ALGORITHM,
      extensions: names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)],
    });
    const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
    return { certificate: certificate.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
  }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
}

function validity({ from, until }: Pick<CertificateRequest, 'from' | 'until'>): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: from ?? new Date(now - DAY_MS), notAfter: until ?? new Date(now + DAY_MS) };
}
