import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isBrokenToken, makeToken } from './bearer-token.ts';

describe('a token that is made here', () => {
  it('is known by its beginning, has 43 random characters and a checksum, and is kept as its hash', () => {
    const { token, sha256, prefix } = makeToken();
    expect(token).toMatch(/^pbk_[0-9A-Za-z]{49}$/);
    expect(sha256).toBe(createHash('sha256').update(token).digest('hex'));
    expect(prefix).toBe(token.slice(0, 8));
    expect(new Set(Array.from({ length: 100 }, () => makeToken().token)).size).toBe(100);
  });

  it('is told from one that was cut off or mistyped', () => {
    for (let times = 0; times < 50; times += 1) {
      const { token } = makeToken();
      expect(isBrokenToken(token)).toBe(false);
      for (const at of [4, 20, 46, 47, 52]) {
        const other = token[at] === 'a' ? 'b' : 'a';
        expect(isBrokenToken(token.slice(0, at) + other + token.slice(at + 1))).toBe(true);
      }
      for (const wrong of [token.slice(0, -1), `${token}0`, 'pbk_', `${token}\n`])
        expect(isBrokenToken(wrong)).toBe(true);
    }
  });

  it('is not what other texts are judged by', () => {
    for (const text of ['', 'demo-token', 'f'.repeat(64), 'PBK_x']) expect(isBrokenToken(text)).toBe(false);
  });
});
