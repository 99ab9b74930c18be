import { describe, expect, it, jest } from '@jest/globals';
import { Secrets } from '@passback/service-kit';
import { LIMITS } from '../limits.ts';
import { plainAnswer } from './channel.ts';
import { endOfAttempt } from './end-of-attempt.ts';
import { addressIn, messageIdOf } from './mail-message.ts';
import { warnOfNoMailServer } from './no-mail-server.ts';
import { Pace } from './pace.ts';
import { readUnsubscribeToken, unsubscribeToken } from './unsubscribe-link.ts';

describe('an attempt that proved nothing arrived', () => {
  const again = { kind: 'again', code: 451, text: 'later' } as const;
  const DAY_MS = 24 * 60 * 60_000;

  it('is made again, each time later, so often and no longer than it is worth', () => {
    const waits = LIMITS.againMs.map((_, index) => {
      const end = endOfAttempt({ attempts: index + 1, expiresAt: DAY_MS }, again, 0, 0);
      expect(end.state).toBe('planned');
      return end.dueAt ?? 0;
    });
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(DAY_MS);
    const last = { attempts: LIMITS.againMs.length + 1, expiresAt: DAY_MS };
    expect(endOfAttempt(last, again, 0, 0)).toMatchObject({ state: 'failed', dueAt: null });
    expect(endOfAttempt({ attempts: 1, expiresAt: 60_000 }, again, 0, 0)).toMatchObject({ state: 'failed' });
    const asked = endOfAttempt({ attempts: 1, expiresAt: DAY_MS }, { ...again, afterMs: 3_600_000 }, 0, 0);
    expect(asked.dueAt).toBe(3_600_000);
  });
});

it('a message that there is nothing to send with waits until it is not worth sending, and uses no attempt up', () => {
  const waits = { kind: 'waits', text: 'no mail server' } as const;
  const end = endOfAttempt({ attempts: 99, expiresAt: LIMITS.noServerMs + 1 }, waits, 0, 0);
  expect(end).toMatchObject({ state: 'planned', dueAt: LIMITS.noServerMs, isNoAttempt: true });
  expect(endOfAttempt({ attempts: 1, expiresAt: 7 }, waits, 0, 0)).toMatchObject({ state: 'planned', dueAt: 7 });
});

describe('without a mail server', () => {
  const warned = async (operators: string[], list: () => Promise<object[]>): Promise<number> => {
    const warn = jest.fn();
    await warnOfNoMailServer({ operators, ledger: { districts: { list } }, logger: { warn } } as never);
    return warn.mock.calls.length;
  };
  const district = (notifications?: object) => async () => [{ settings: { districtId: 'lincoln', notifications } }];

  it('it is said once at the start where somebody is to have mail, and not else', async () => {
    expect(await warned(['ops@otus.example'], district())).toBe(1);
    expect(await warned([], district({ admins: ['ada@lincoln.example'], teacherDigest: false }))).toBe(1);
    expect(await warned([], district({ admins: [], teacherDigest: true }))).toBe(1);
    expect(await warned([], () => Promise.reject(new Error('away')))).toBe(1);
    expect(await warned([], district({ admins: [], teacherDigest: false }))).toBe(0);
    expect(await warned([], district())).toBe(0);
  });
});

it('what servers say is stored without addresses, and no longer than a line', () => {
  expect(plainAnswer('550 5.1.1 <ada.l+x@school.example>: no\r\n550 such user')).toBe(
    '550 5.1.1 <…>: no 550 such user',
  );
  expect(plainAnswer('x'.repeat(5_000))).toHaveLength(300);
});

it('a Message-ID is of the message and of the sender’s domain', () => {
  expect(messageIdOf('ab12', 'Passback <p@otus.example>')).toBe('<ab12@otus.example>');
  expect(messageIdOf('ab12', 'p@otus.example')).toBe('<ab12@otus.example>');
  expect(addressIn('Passback <p@otus.example>')).toBe('p@otus.example');
});

it('a pace lets so many go in a minute, and a tenth at once', () => {
  let now = 0;
  const pace = new Pace(60, () => now);
  expect(pace.take(100)).toBe(6);
  expect(pace.take(100)).toBe(0);
  now += 2_000;
  expect(pace.take(100)).toBe(2);
  pace.giveBack(1);
  expect(pace.take(100)).toBe(1);
});

describe('a link to unsubscribe', () => {
  const secrets = new Secrets(Buffer.alloc(32, 7), {});
  const who = { districtId: 'lincoln', recipient: { hash: 'ab'.repeat(32), of: 'staff', userId: 'u-12' } } as const;

  it('says whom it is about to us alone, and of its own district alone', () => {
    const token = unsubscribeToken(who, secrets);
    expect(Buffer.from(token, 'base64url').toString()).not.toContain('u-12');
    expect(readUnsubscribeToken(token, secrets)).toEqual(who);
    expect(readUnsubscribeToken(token, new Secrets(Buffer.alloc(32, 8), {}))).toBeNull();
    const [, sealed] = JSON.parse(Buffer.from(token, 'base64url').toString()) as string[];
    const elsewhere = Buffer.from(JSON.stringify(['jefferson', sealed])).toString('base64url');
    expect(readUnsubscribeToken(elsewhere, secrets)).toBeNull();
  });

  it('is good exactly as it was made: whatever is changed in it, or added, makes it none', () => {
    const token = unsubscribeToken(who, secrets);
    const [district, sealed = ''] = JSON.parse(Buffer.from(token, 'base64url').toString()) as string[];
    const encode = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
    expect(encode([district, sealed])).toBe(token);
    const others = '-AQgw_'
      .split('')
      .flatMap((letter) => [
        ...Array.from(token, (_, at) => token.slice(0, at) + letter + token.slice(at + 1)),
        ...Array.from(sealed, (_, at) => encode([district, sealed.slice(0, at) + letter + sealed.slice(at + 1)])),
      ]);
    const added = ['=', '==', '.', ' ', 'A', '\n'].flatMap((text) => [`${token}${text}`, `${text}${token}`]);
    const inside = ['=', ' ', ':x', '.', 'A'].map((text) => encode([district, `${sealed}${text}`]));
    const more = [encode([district, sealed, 1]), encode([district, sealed.replace(/=+$/, '')])];
    const unlike = [...others, ...added, ...inside, ...more, token.slice(0, -1)].filter((text) => text !== token);
    expect(unlike.filter((text) => readUnsubscribeToken(text, secrets) !== null)).toEqual([]);
  });

  it.each(['', 'x', 'e30', Buffer.from('["lincoln","env:SECRETS_KEY"]').toString('base64url'), 'A'.repeat(10_000)])(
    'that is not one of ours is none: %s',
    (token) => expect(readUnsubscribeToken(token, secrets)).toBeNull(),
  );
});
