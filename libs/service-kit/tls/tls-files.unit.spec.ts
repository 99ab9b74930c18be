import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IssuedCertificate, TestAuthority } from '@passback/local-infrastructure';
import { readTlsFiles, type TlsFiles } from './tls-files.ts';
import { tlsTrouble } from './tls-trouble.ts';

const DAY_MS = 24 * 60 * 60_000;
let folder: string;
let authority: TestAuthority;
let own: IssuedCertificate;
let other: IssuedCertificate;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tls-'));
  authority = await TestAuthority.create();
  own = await authority.issue({ hosts: ['rules'] });
  other = await authority.issue({});
  for (const [name, text] of [
    ['ca.pem', authority.certificate],
    ['tls.crt', own.certificate],
    ['tls.key', own.key],
    ['other.key', other.key],
    ['nonsense', 'nonsense'],
    ['half.pem', `${authority.certificate}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`],
  ] as const)
    writeFileSync(path.join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);
const all = (): TlsFiles => ({ caFile: at('ca.pem'), certificateFile: at('tls.crt'), keyFile: at('tls.key') });

describe('files for TLS', () => {
  it('are read, with the time at which the own certificate ends', () => {
    const { ca, certificate, key, expiresAt } = readTlsFiles('KAFKA', all());
    expect([ca, certificate, key].map(String)).toEqual([authority.certificate, own.certificate, own.key]);
    expect(expiresAt).toBeGreaterThan(Date.now());
    expect(readTlsFiles('KAFKA', {})).toEqual({ expiresAt: null });
  });

  it.each<[string, () => TlsFiles, string]>([
    ['is not there', () => ({ caFile: at('gone') }), 'KAFKA_CA_FILE (%/gone) cannot be read: ENOENT'],
    ['is half a bundle', () => ({ caFile: at('half.pem') }), 'KAFKA_CA_FILE (%/half.pem) holds no certificate in PEM'],
    ['is a folder', () => ({ caFile: folder }), 'KAFKA_CA_FILE (%) cannot be read: it is no file'],
    ['is no certificate', () => ({ caFile: at('nonsense') }), 'KAFKA_CA_FILE (%/nonsense) holds no certificate in PEM'],
    [
      'is no key',
      () => ({ ...all(), keyFile: at('nonsense') }),
      'KAFKA_KEY_FILE (%/nonsense) holds no private key in PEM',
    ],
    [
      'is another’s key',
      () => ({ ...all(), keyFile: at('other.key') }),
      'KAFKA_KEY_FILE (%/other.key) is not the key of',
    ],
    [
      'lacks its key',
      () => ({ certificateFile: at('tls.crt') }),
      'KAFKA_KEY_FILE must be given with KAFKA_CERTIFICATE_FILE',
    ],
    [
      'lacks its certificate',
      () => ({ keyFile: at('tls.key') }),
      'KAFKA_CERTIFICATE_FILE must be given with KAFKA_KEY_FILE',
    ],
  ])('that %s is named with its setting', (_what, files, message) => {
    expect(() => readTlsFiles('KAFKA', files())).toThrow(message.replace('%', folder));
  });

  it('whose time is over or has not come are named with that time', () => {
    const shown = (): TlsFiles => ({ certificateFile: at('tls.crt'), keyFile: at('tls.key') });
    const named = `KAFKA_CERTIFICATE_FILE (${at('tls.crt')})`;
    expect(() => readTlsFiles('KAFKA', shown(), Date.now() + 2 * DAY_MS)).toThrow(`${named} expired at`);
    const trusted = `KAFKA_CA_FILE (${at('ca.pem')})`;
    const later = Date.now() + 2 * DAY_MS;
    expect(() => readTlsFiles('KAFKA', { caFile: at('ca.pem') }, later)).toThrow(`${trusted} expired at`);
    expect(() => readTlsFiles('KAFKA', shown(), Date.now() - 2 * DAY_MS)).toThrow(`${named} is not valid before`);
  });
});

describe('what libraries say of TLS', () => {
  const names = { host: 'kafka-0:9093', ca: 'KAFKA_CA_FILE (/ca.pem)', certificate: null };
  it.each([
    ['Connection error: certificate has expired', 'the certificate of kafka-0:9093 has expired'],
    [
      'unable to verify the first certificate',
      'the certificate of kafka-0:9093 is not trusted by KAFKA_CA_FILE (/ca.pem)',
    ],
    ['self-signed certificate in certificate chain', 'is not trusted by KAFKA_CA_FILE'],
    ["Hostname/IP does not match certificate's altnames", 'the certificate of kafka-0:9093 is for another host'],
    ['tlsv13 alert certificate required', 'kafka-0:9093 refuses to talk to who shows no certificate'],
    [
      'error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/ssl/record.c:354:\n',
      'kafka-0:9093 does not speak TLS: error:0A00010B:SSL routines:ssl3_get_record:wrong version number',
    ],
  ])('%j is told as what can be mended', (text, message) => {
    expect(tlsTrouble(text, names)).toContain(message);
  });

  it('is nothing where it is about something else', () => {
    expect(tlsTrouble('ECONNREFUSED', names)).toBeNull();
  });
});
