import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { topics as catalogue } from '@passback/contracts';
import { type IssuedCertificate, startSecuredKafka, TestAuthority } from '@passback/local-infrastructure';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, Kafka, ResourcePatternTypes } from 'kafkajs';
import { eventually } from '../../service-kit/testing/eventually.fixture.ts';
import type { Messaging } from '../port/messaging.ts';
import type { MessagingSasl, MessagingSecurity, MessagingTls } from '../port/security.ts';
import { collect } from '../testing/collect.ts';
import { textTopic } from '../testing/text-topic.ts';
import { openKafkaMessaging } from './kafka-messaging.ts';

const authority = await TestAuthority.create();
const PASSWORD = 'right-password';
const kafka = await startSecuredKafka({ authority, users: { passback: PASSWORD, reader: PASSWORD } });
const LIMIT_MS = 120_000;
const topic = textTopic('secured');

(kafka === null ? describe.skip : describe)('a Kafka that asks who comes', () => {
  const opened: Messaging[] = [];
  const url = kafka?.url ?? '';
  let foreign: TestAuthority;
  let expired: IssuedCertificate;

  beforeAll(async () => {
    foreign = await TestAuthority.create('Foreign');
    expired = await authority.issue({ until: new Date(Date.now() - 60_000) });
    await allow(kafka?.plainUrl ?? '');
  }, LIMIT_MS);
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((messaging) => messaging.stop()));
  });
  afterAll(() => kafka?.stop());

  const trusting = (by: TestAuthority | null, own: IssuedCertificate | null = null): MessagingTls => ({
    read: () => ({
      ...(by !== null && { ca: Buffer.from(by.certificate) }),
      ...(own !== null && { certificate: Buffer.from(own.certificate), key: Buffer.from(own.key) }),
    }),
    caName: by === null ? 'the authorities of this system (KAFKA_CA_FILE is not set)' : 'KAFKA_CA_FILE (/ca.pem)',
    certificateName: own === null ? null : 'KAFKA_CERTIFICATE_FILE (/tls.crt)',
  });
  const user = (
    username: string,
    password = PASSWORD,
    mechanism: Exclude<MessagingSasl['mechanism'], 'oauthbearer'> = 'scram-sha-512',
  ): MessagingSasl => ({
    mechanism,
    username,
    password: () => password,
    passwordName: 'KAFKA_PASSWORD_FILE (/password)',
  });

  async function open(security: MessagingSecurity, timeoutMs = 20_000): Promise<Messaging> {
    const messaging = await openKafkaMessaging({ url, clientId: 'security', security }, { timeoutMs });
    opened.push(messaging);
    return messaging;
  }

  /** What `check` says is wrong. */
  async function troubleOf(security: MessagingSecurity): Promise<string> {
    const messaging = await open(security);
    let trouble = '';
    await eventually(async () => {
      trouble = await messaging.check().then(
        () => 'nothing',
        (error: Error) => error.message,
      );
      // A machine that is busy: the broker has not said yet what is wrong.
      if (trouble.includes('no answer from the broker')) throw new Error(trouble);
    });
    return trouble;
  }

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)(
    'takes messages and gives them to a user by %s',
    async (mechanism) => {
      const messaging = await open({ tls: trusting(authority), sasl: user('passback', PASSWORD, mechanism) });
      await messaging.check();
      const collected = await collect(messaging, topic, { group: `reader-${mechanism}` });
      await messaging.produce(topic, [{ key: 'a', value: mechanism }]);
      await eventually(async () => expect(collected.values()).toContain(mechanism));
    },
    LIMIT_MS,
  );

  it(
    'takes a token of OAuth, and names its server where there is none',
    async () => {
      const claims = { sub: 'passback', iat: Date.now() / 1000 - 1, exp: Date.now() / 1000 + 600 };
      const [head, body] = [{ alg: 'none' }, claims].map((part) =>
        Buffer.from(JSON.stringify(part)).toString('base64url'),
      );
      const sasl = { mechanism: 'oauthbearer', clientId: 'passback', token: async () => `${head}.${body}.` } as const;
      const messaging = await open({ tls: trusting(authority), sasl });
      await messaging.produce(topic, [{ key: 'a', value: 'by token' }]);
      const none = {
        ...sasl,
        token: () => Promise.reject(new Error('KAFKA_OAUTH_TOKEN_URL (https://sso) refuses passback')),
      };
      expect(await troubleOf({ tls: trusting(authority), sasl: none })).toContain(
        'KAFKA_OAUTH_TOKEN_URL (https://sso) refuses',
      );
    },
    LIMIT_MS,
  );

  it(
    'is named with the file, the host and the user by which it was not reached',
    async () => {
      const host = url.replace('kafka://', '');
      const sasl = user('passback');
      expect(await troubleOf({ tls: trusting(foreign), sasl })).toContain(
        `the certificate of ${host} is not trusted by KAFKA_CA_FILE (/ca.pem)`,
      );
      expect(await troubleOf({ tls: trusting(null), sasl })).toContain(
        'is not trusted by the authorities of this system',
      );
      expect(await troubleOf({ tls: trusting(authority), sasl: user('passback', 'wrong') })).toContain(
        'refuses the user passback by scram-sha-512, KAFKA_PASSWORD_FILE (/password)',
      );
      const shown = await open({ tls: trusting(authority, expired), sasl });
      // kafkajs tries again for longer than the first check waits.
      await eventually(() =>
        expect(shown.check()).rejects.toThrow(`${host} refuses KAFKA_CERTIFICATE_FILE (/tls.crt)`),
      );
    },
    LIMIT_MS,
  );

  it(
    'that has another password by now is reached with it, once it stands in the file',
    async () => {
      let password = 'not yet';
      const sasl: MessagingSasl = { ...user('passback'), password: () => password } as MessagingSasl;
      const messaging = await open({ tls: trusting(authority), sasl });
      await expect(messaging.check()).rejects.toThrow('refuses the user passback');
      const stored = messaging.produce(topic, [{ key: 'a', value: 'kept' }]);
      password = PASSWORD;
      await stored;
      await messaging.check();
    },
    LIMIT_MS,
  );

  it(
    'lets a user do nothing that it lacks the right for, which is named, and nothing is lost',
    async () => {
      const messaging = await open({ tls: trusting(authority), sasl: user('reader') }, 3_000);
      await messaging.check();
      await expect(messaging.produce(topic, [{ key: 'a', value: 'refused' }])).rejects.toThrow(
        'the user reader lacks the right Write on the topic secured',
      );
      await expect(messaging.check()).rejects.toThrow('lacks the right Write on the topic secured');
      await expect(messaging.ensureTopics([textTopic('new')])).rejects.toThrow(
        'the user reader lacks the right Create',
      );
      const consumer = await messaging.consume(topic, {
        ...{ group: 'not-mine', maxBatch: 10 },
        handle: async () => undefined,
      });
      await eventually(async () => expect(consumer.trouble()).toMatch(/lacks the right (Read|Create|Describe) on the/));
    },
    LIMIT_MS,
  );
});

/** Who may do what, and the topics. */
async function allow(plainUrl: string): Promise<void> {
  const admin = new Kafka({ clientId: 'set-up', brokers: [plainUrl.replace('kafka://', '')] }).admin();
  await admin.connect();
  const names = [topic.name, catalogue.deadLetters.name];
  await admin.createTopics({ topics: names.map((name) => ({ topic: name, numPartitions: 1 })) });
  const rule = (who: string, resourceType: AclResourceTypes, resourceName: string, operation: AclOperationTypes) => ({
    ...{ principal: `User:${who}`, host: '*', permissionType: AclPermissionTypes.ALLOW },
    ...{ resourceType, resourceName, operation, resourcePatternType: ResourcePatternTypes.LITERAL },
  });
  await admin.createAcls({
    acl: [
      ...names.map((name) => rule('passback', AclResourceTypes.TOPIC, name, AclOperationTypes.ALL)),
      rule('passback', AclResourceTypes.GROUP, '*', AclOperationTypes.ALL),
      rule('reader', AclResourceTypes.TOPIC, topic.name, AclOperationTypes.DESCRIBE),
    ],
  });
  await admin.disconnect();
}
