import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What every token that is made here begins with, so that people and scanners for secrets know one when they see it. */
const TOKEN_MARK = 'pbk_';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 62^43 is more than 2^256. */
const RANDOM_CHARACTERS = 43;
/** 62^6 is more than 2^32, the values of the checksum. */
const CHECKSUM_CHARACTERS = 6;
/** Characters of a token that are kept and shown: the mark and four of the random ones. */
const PREFIX_CHARACTERS = 8;
/** The mark, random characters and checksum, and nothing else. */
const TOKEN = new RegExp(`^${TOKEN_MARK}([0-9A-Za-z]{${RANDOM_CHARACTERS}})([0-9A-Za-z]{${CHECKSUM_CHARACTERS}})$`);

export interface MadeToken {
  /** In plain text: for who asked for it, once, and for nothing that keeps anything. */
  readonly token: string;
  /** In hex; what is kept of it. */
  readonly sha256: string;
  /** Its first 8 characters, by which people know it again. */
  readonly prefix: string;
}

/** A new bearer token of 256 random bits. */
export function makeToken(): MadeToken {
  const random = Array.from({ length: RANDOM_CHARACTERS }, () => BASE62.charAt(randomInt(BASE62.length))).join('');
  const token = `${TOKEN_MARK}${random}${checksumOf(random)}`;
  const sha256 = createHash('sha256').update(token).digest('hex');
  return { token, sha256, prefix: token.slice(0, PREFIX_CHARACTERS) };
}

/** Whether a text begins as a token that is made here and is none: cut off or mistyped. Texts of another kind are not judged. */
export function isBrokenToken(text: string): boolean {
  if (!text.startsWith(TOKEN_MARK)) return false;
  const [, random = '', checksum = ''] = TOKEN.exec(text) ?? [];
  return random === '' || checksumOf(random) !== checksum;
}

/** CRC-32 in base 62, the largest digit first. */
function checksumOf(random: string): string {
  let rest = crc32(random);
  let text = '';
  for (let digit = 0; digit < CHECKSUM_CHARACTERS; digit += 1) {
    text = BASE62.charAt(rest % BASE62.length) + text;
    rest = Math.floor(rest / BASE62.length);
  }
  return text;
}
