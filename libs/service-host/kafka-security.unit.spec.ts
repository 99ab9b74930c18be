import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FieldError } from '@passback/service-kit';
import { kafkaSecurity, type KafkaSettings } from './kafka-security.ts';
import { OauthToken } from './oauth-token.ts';

const USER = { KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_USERNAME: 'passback', KAFKA_PASSWORD: 'p' } as const;

function errorsOf(settings: KafkaSettings): string[] {
  const errors: FieldError[] = [];
  kafkaSecurity(settings, {}, errors);
  return errors.map(({ path: name, message }) => `${name} ${message}`);
}

describe('the way to Kafka', () => {
  it.each<[KafkaSettings]>([[{}], [{ KAFKA_TLS: true }], [USER], [{ KAFKA_TLS: true, ...USER }]])(
    'may be set as %j',
    (settings) => {
      expect(errorsOf(settings)).toEqual([]);
    },
  );

  it.each<[KafkaSettings, string[]]>([
    [{ KAFKA_CA_FILE: '/ca.pem' }, ['KAFKA_CA_FILE counts only with KAFKA_TLS=true']],
    [{ KAFKA_TLS: true, KAFKA_CA_FILE: '/gone.pem' }, ['KAFKA_CA_FILE (/gone.pem) cannot be read: ENOENT']],
    [
      { ...USER, KAFKA_SASL_MECHANISM: 'plain' },
      ['KAFKA_SASL_MECHANISM must not be plain without KAFKA_TLS=true: the secret would go in plain text'],
    ],
    [{ KAFKA_USERNAME: 'passback' }, ['KAFKA_SASL_MECHANISM must be given with KAFKA_USERNAME']],
    [{ KAFKA_PASSWORD: 'p' }, ['KAFKA_SASL_MECHANISM must be given with KAFKA_PASSWORD']],
    [{ KAFKA_OAUTH_SCOPE: 's' }, ['KAFKA_SASL_MECHANISM must be given with KAFKA_OAUTH_SCOPE']],
    [{ ...USER, KAFKA_OAUTH_SCOPE: 's' }, ['KAFKA_OAUTH_SCOPE does not count with KAFKA_SASL_MECHANISM=scram-sha-512']],
    [
      { KAFKA_SASL_MECHANISM: 'scram-sha-256', KAFKA_USERNAME: 'passback' },
      ['KAFKA_PASSWORD must be given with KAFKA_SASL_MECHANISM=scram-sha-256'],
    ],
    [
      { KAFKA_TLS: true, KAFKA_SASL_MECHANISM: 'oauthbearer', KAFKA_OAUTH_CLIENT_ID: 'passback' },
      [
        'KAFKA_OAUTH_TOKEN_URL must be given with KAFKA_SASL_MECHANISM=oauthbearer',
        'KAFKA_OAUTH_CLIENT_SECRET must be given with KAFKA_SASL_MECHANISM=oauthbearer',
      ],
    ],
  ])('may not be set as %j', (settings, errors) => {
    expect(errorsOf(settings)).toEqual(errors);
  });

  it('goes by the password as it is in its file now', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kafka-'));
    const file = path.join(folder, 'password');
    writeFileSync(file, 'first\n');
    const { sasl } = kafkaSecurity(USER, { KAFKA_PASSWORD_FILE: file }, []);
    if (sasl === null || sasl.mechanism === 'oauthbearer') throw new Error('a user is given');
    expect([sasl.password(), sasl.passwordName]).toEqual(['first', `KAFKA_PASSWORD_FILE (${file})`]);
    writeFileSync(file, 'second');
    expect(sasl.password()).toBe('second');
    rmSync(folder, { recursive: true });
    expect(() => sasl.password()).toThrow(`KAFKA_PASSWORD_FILE (${file}) cannot be read: ENOENT`);
  });
});

describe('a token for Kafka', () => {
  let server: Server;
  let answer: { status: number; body: string };
  let asked: { authorization: string | undefined; body: string }[];
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  const token = (): OauthToken =>
    new OauthToken({ url: url(), clientId: 'passback', clientSecret: () => 's3cret', scope: 'kafka' });

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        asked.push({ authorization: request.headers.authorization, body });
        response.writeHead(answer.status).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    asked = [];
  });
  afterEach(() => {
    asked = [];
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is asked for once by however many need it, and kept', async () => {
    answer = { status: 200, body: JSON.stringify({ access_token: 'one', expires_in: 600 }) };
    const one = token();
    expect(await Promise.all([one.current(), one.current()])).toEqual(['one', 'one']);
    expect(await one.current()).toBe('one');
    const authorization = `Basic ${Buffer.from('passback:s3cret').toString('base64')}`;
    expect(asked).toEqual([{ authorization, body: 'grant_type=client_credentials&scope=kafka' }]);
  });

  it('is asked for anew once its life is nearly over', async () => {
    answer = { status: 200, body: JSON.stringify({ access_token: 'short', expires_in: 0.001 }) };
    const one = token();
    await one.current();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await one.current();
    expect(asked).toHaveLength(2);
  });

  it.each([
    [{ status: 401, body: 's3cret' }, 'refuses passback with 401'],
    [{ status: 200, body: '{}' }, 'answers without a token'],
    [{ status: 200, body: 'token' }, 'does not answer with JSON'],
    [{ status: 200, body: 'x'.repeat(100_000) }, 'answers too much'],
  ])('that is not given (%j) is named with its server, and never with the secret', async (given, message) => {
    answer = given;
    const asking = token().current();
    await expect(asking).rejects.toThrow(`KAFKA_OAUTH_TOKEN_URL (${url()}) ${message}`);
    await expect(asking).rejects.not.toThrow('s3cret');
  });
});
