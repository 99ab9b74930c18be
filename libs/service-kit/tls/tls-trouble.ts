/** What went wrong where a connection by TLS was to be made, as far as the words of the library tell. */
type TlsTrouble = 'expired' | 'otherHost' | 'untrusted' | 'refusesOurs' | 'notTls';

/** The first that matches: what OpenSSL and Node say. */
const WORDS: readonly (readonly [TlsTrouble, RegExp])[] = [
  [
    'refusesOurs',
    /alert (?:bad |unknown |unsupported |expired )?(?:certificate|ca)|certificate required|alert number (?:4[2-8]|116)/i,
  ],
  ['expired', /certificate has expired/i],
  ['otherHost', /does not match certificate|altnames/i],
  [
    'untrusted',
    /self[- ]signed certificate|unable to (?:verify|get)[a-z ]*certificate|certificate signature failure|invalid ca/i,
  ],
  ['notTls', /wrong version number|packet length too long|EPROTO/i],
];

export interface TlsNames {
  /** `host:port` of the other side. */
  readonly host: string;
  /** What is trusted, as `KAFKA_CA_FILE (/etc/ca.pem)`. */
  readonly ca: string;
  /** What is shown to the other side, as `KAFKA_CERTIFICATE_FILE (/etc/tls.crt)`; null where nothing is. */
  readonly certificate: string | null;
}

/** Says what an operator can mend; null where the words are about something else. */
export function tlsTrouble(words: string, { host, ca, certificate }: TlsNames): string | null {
  // OpenSSL puts a place in its sources behind, and a line break.
  const text = words.replace(/:\S*\.c:\d+:?\s*$/, '').trim();
  switch (WORDS.find(([, pattern]) => pattern.test(text))?.[0]) {
    case undefined:
      return null;
    case 'expired':
      return `the certificate of ${host} has expired`;
    case 'otherHost':
      return `the certificate of ${host} is for another host: ${text}`;
    case 'untrusted':
      return `the certificate of ${host} is not trusted by ${ca}: ${text}`;
    case 'refusesOurs':
      return `${host} refuses ${certificate ?? 'to talk to who shows no certificate'}: ${text}`;
    case 'notTls':
      return `${host} does not speak TLS: ${text}`;
  }
}
