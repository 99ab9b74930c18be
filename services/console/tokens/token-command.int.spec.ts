import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Ledger, openLedger } from '@passback/ledger';
import { sharedMongo } from '@passback/local-infrastructure';
import { systemClock } from '@passback/service-kit';
import { putDistrict } from '../testing/console.fixture.ts';
import { DISTRICT, hashOf } from '../testing/settings.fixture.ts';
import { runTokenCommand, TokenUsageError } from './token-command.ts';

let ledger: Ledger;
let said: string[];
let told: string[];
afterEach(() => ledger.close());

async function open(kind: string): Promise<void> {
  said = [];
  told = [];
  if (kind === 'SQLite') ledger = await openLedger({ url: 'sqlite::memory:' });
  else {
    const mongo = await sharedMongo();
    if (mongo === null) throw new Error('no MongoDB to test with');
    ledger = await openLedger({ url: `${mongo.url}/tokens-${randomUUID()}` });
  }
  await putDistrict(ledger);
}

const run = (...args: string[]): Promise<void> =>
  runTokenCommand(args, {
    ...{ ledger, clock: systemClock },
    say: async (line) => void said.push(line),
    tell: (line) => void told.push(line),
  });

describe.each(['SQLite', 'MongoDB’s protocol'])('npm run token on %s', (kind) => {
  it('makes, lists and revokes a token, each time in the log of commands as the operator’s', async () => {
    await open(kind);
    const expires = '2127-01-01T00:00:00Z';
    await run('make', DISTRICT, '--label', 'Otus', '--role', 'otus', '--role', 'viewer', '--expires', expires);
    const [token = ''] = said;
    expect(said).toHaveLength(1);
    expect(token).toMatch(/^pbk_/);
    const sha256 = hashOf(token).slice(0, 12);
    expect(told[0]).toContain(sha256);
    expect(told[0]).not.toContain(token);
    await run('list', DISTRICT);
    expect(said.slice(1).map((line) => JSON.parse(line) as object)).toContainEqual({
      ...{ sha256, prefix: token.slice(0, 8), label: 'Otus', roles: ['otus', 'viewer'], expiresAt: expires },
      ...{ createdAt: expect.any(String), createdBy: 'operator', lastUsedAt: null },
    });
    await run('revoke', DISTRICT, sha256);
    expect(told[1]).toContain('revoked “Otus”');
    expect((await ledger.districts.get(DISTRICT))?.settings.tokens).toHaveLength(3);
    const { items } = await ledger.audit.list(DISTRICT, { limit: 9 });
    expect(items.map(({ command, by, outcome }) => [command, by.token, outcome?.ok])).toEqual([
      ['settings', 'operator', true],
      ['settings', 'operator', true],
    ]);
  });

  it('changes tokens that others change at the same time', async () => {
    await open(kind);
    const labels = Array.from({ length: 8 }, (_, index) => `t-${index}`);
    await Promise.all(labels.map((label) => run('make', DISTRICT, '--label', label, '--role', 'viewer')));
    const tokens = (await ledger.districts.get(DISTRICT))?.settings.tokens ?? [];
    expect(tokens.flatMap(({ label }) => label ?? []).toSorted()).toEqual(labels);
    expect(new Set(said).size).toBe(8);
  });
});

describe('npm run token', () => {
  it.each<[string[], string]>([
    [[], 'what is to be done'],
    [['make'], 'what is to be done'],
    [['mend', DISTRICT], 'no command mend'],
    [['make', DISTRICT], '--label'],
    [['make', DISTRICT, '--label', 'x', '--role', 'owner'], '--role must be one of'],
    [['make', DISTRICT, '--label', 'x', '--role', 'otus', '--expires', 'soon'], '--expires must be an instant'],
    [['make', DISTRICT, '--lable', 'x'], "Unknown option '--lable'"],
    [['list', DISTRICT, 'x'], 'list takes a district'],
    [['revoke', DISTRICT], 'revoke takes'],
  ])('says how it is used after %j', async (args, words) => {
    await open('SQLite');
    await expect(run(...args)).rejects.toThrow(TokenUsageError);
    await expect(run(...args)).rejects.toThrow(words);
  });

  it('says what is not there, and what cannot be', async () => {
    await open('SQLite');
    await expect(run('list', 'nowhere')).rejects.toThrow('nowhere: the district is not known');
    await expect(run('revoke', DISTRICT, '0123456789ab')).rejects.toThrow('lincoln: the district has no such token');
    const past = run('make', DISTRICT, '--label', 'x', '--role', 'otus', '--expires', '2020-01-01T00:00:00Z');
    await expect(past).rejects.toThrow('--expires is not in the future');
  });
});
