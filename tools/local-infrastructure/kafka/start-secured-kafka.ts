import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestAuthority } from '../certificates.ts';
import { findToolchain } from '../java/toolchain.ts';
import { freePort } from '../process/ports.ts';
import type { SecuredListener } from './server-properties.ts';
import { startKafka } from './start-kafka.ts';

export interface SecuredKafka {
  /** Of the secured listener: `kafka://localhost:port`. */
  readonly url: string;
  /** Of the plain listener, where everybody may do everything. */
  readonly plainUrl: string;
  stop(): Promise<void>;
}

export interface SecuredKafkaOptions {
  readonly authority: TestAuthority;
  /** Of PLAIN and SCRAM, with their passwords. They may do nothing until a test lets them. */
  readonly users: Readonly<Record<string, string>>;
  readonly protocol?: SecuredListener['protocol'];
}

/** A broker with a listener by TLS; null where there is no JDK or Maven, as `testKafka`. */
export async function startSecuredKafka({
  authority,
  users,
  protocol = 'SASL_SSL',
}: SecuredKafkaOptions): Promise<SecuredKafka | null> {
  if (typeof (await findToolchain()) === 'string' && process.env['REQUIRE_INTEGRATION'] !== '1') return null;
  const folder = await mkdtemp(path.join(tmpdir(), 'secured-kafka-'));
  const [keystoreFile, truststoreFile] = [path.join(folder, 'broker.pem'), path.join(folder, 'ca.pem')];
  const { certificate, key } = await authority.issue({ hosts: ['localhost'], commonName: 'broker' });
  await writeFile(keystoreFile, `${key}\n${certificate}\n`);
  await writeFile(truststoreFile, `${authority.certificate}\n`);
  const port = await freePort();
  const secured = { port, keystoreFile, truststoreFile, plainUsers: users, protocol };
  const kafka = await startKafka({ secured, scramUsers: users });
  return {
    url: `kafka://localhost:${port}`,
    plainUrl: kafka.url,
    stop: async () => {
      await kafka.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
