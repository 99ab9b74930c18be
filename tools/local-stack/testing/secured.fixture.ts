import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type SecuredKafka, startSecuredKafka, TestAuthority } from '@passback/local-infrastructure';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, Kafka, ResourcePatternTypes } from 'kafkajs';
import { parseAllDocuments } from 'yaml';
import { Program } from './processes.fixture.ts';
import type { ServiceName } from './system.fixture.ts';

const USERS_FILE = path.resolve(import.meta.dirname, '../../../deploy/kubernetes/components/strimzi/users.yaml');

const OPERATIONS = {
  Describe: AclOperationTypes.DESCRIBE,
  DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Create: AclOperationTypes.CREATE,
  Alter: AclOperationTypes.ALTER,
} as const;

/** As Strimzi has a user of Kafka. */
interface KafkaUser {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly authorization: {
      readonly acls: readonly {
        readonly resource: {
          readonly type: 'topic' | 'group' | 'cluster';
          readonly name?: string;
          readonly patternType?: string;
        };
        readonly operations: readonly (keyof typeof OPERATIONS)[];
      }[];
    };
  };
}

/** Transports as in production: a user and a certificate for each service, with the rights that the manifests give, secrets in files. */
export class Secured {
  readonly #folder: string;
  readonly #authority: TestAuthority;
  readonly #users: readonly KafkaUser[];
  readonly #password: string;
  readonly #kafka: SecuredKafka;

  private constructor(
    folder: string,
    authority: TestAuthority,
    users: readonly KafkaUser[],
    password: string,
    kafka: SecuredKafka,
  ) {
    this.#folder = folder;
    this.#authority = authority;
    this.#users = users;
    this.#password = password;
    this.#kafka = kafka;
  }

  /** Null where there is no broker of one's own to be had. */
  static async start(folder: string): Promise<Secured | null> {
    const authority = await TestAuthority.create();
    const users = parseAllDocuments(readFileSync(USERS_FILE, 'utf8')).map((one) => one.toJS() as KafkaUser);
    const password = 'password-of-a-test';
    const names = Object.fromEntries(users.map(({ metadata: { name } }) => [name, password]));
    const kafka = await startSecuredKafka({ authority, users: names });
    if (kafka === null) return null;
    const secured = new Secured(folder, authority, users, password, kafka);
    await secured.#createTopics();
    await secured.#grant();
    return secured;
  }

  /** What all services have. */
  get env(): Readonly<Record<string, string>> {
    return {
      MESSAGING_URL: this.#kafka.url,
      TOPIC_REPLICATION: '1',
      TOPIC_MIN_IN_SYNC: '1',
      KAFKA_TLS: 'true',
      KAFKA_CA_FILE: this.#file('ca.pem', this.#authority.certificate),
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_PASSWORD_FILE: this.#file('kafka-password', this.#password),
      GRPC_CA_FILE: this.#file('ca.pem', this.#authority.certificate),
    };
  }

  /** What each has of its own. */
  async ownEnvs(names: readonly ServiceName[]): Promise<(name: ServiceName) => Readonly<Record<string, string>>> {
    const envs = new Map<ServiceName, Readonly<Record<string, string>>>();
    for (const name of names) {
      const uris = [`spiffe://passback/${name}`];
      const { certificate, key } = await this.#authority.issue({ hosts: ['localhost'], uris, commonName: name });
      envs.set(name, {
        KAFKA_USERNAME: `kafka-${name}`,
        GRPC_CERTIFICATE_FILE: this.#file(`${name}.crt`, certificate),
        GRPC_KEY_FILE: this.#file(`${name}.key`, key),
      });
    }
    return (name) => envs.get(name) ?? {};
  }

  stop(): Promise<void> {
    return this.#kafka.stop();
  }

  /** By the operator's command: services may not. */
  async #createTopics(): Promise<void> {
    const env = {
      MESSAGING_URL: this.#kafka.plainUrl,
      TOPIC_REPLICATION: '1',
      TOPIC_MIN_IN_SYNC: '1',
      LOG_LEVEL: 'warn',
    };
    const command = new Program('services/rules/topics.ts', [], env);
    if ((await command.exit()) !== 0) throw new Error(`the topics were not created:\n${command.output}`);
  }

  async #grant(): Promise<void> {
    const admin = new Kafka({ clientId: 'grant', brokers: [this.#kafka.plainUrl.replace('kafka://', '')] }).admin();
    await admin.connect();
    const acl = this.#users.flatMap(({ metadata, spec }) =>
      spec.authorization.acls.flatMap(({ resource: { type, name = 'kafka-cluster', patternType }, operations }) =>
        operations.map((operation) => ({
          ...{ principal: `User:${metadata.name}`, host: '*', permissionType: AclPermissionTypes.ALLOW },
          resourceType: {
            topic: AclResourceTypes.TOPIC,
            group: AclResourceTypes.GROUP,
            cluster: AclResourceTypes.CLUSTER,
          }[type],
          resourceName: name,
          resourcePatternType: patternType === 'prefix' ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
          operation: OPERATIONS[operation],
        })),
      ),
    );
    await admin.createAcls({ acl });
    await admin.disconnect();
  }

  #file(name: string, text: string): string {
    const file = path.join(this.#folder, name);
    writeFileSync(file, text);
    return file;
  }
}
