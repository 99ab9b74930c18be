import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { prepareServer } from '../java/prepare.ts';
import { runTool } from '../process/run-tool.ts';
import { findToolchain } from '../java/toolchain.ts';
import { createDataFolder, removeDataFolder } from '../process/folders.ts';
import { startJavaServer } from '../process/java-server.ts';
import { freePort } from '../process/ports.ts';
import { brokerAnswers } from './broker-answers.ts';
import { type SecuredListener, serverProperties } from './server-properties.ts';

export interface LocalKafka {
  /** `host:port`. */
  readonly brokers: readonly string[];
  /** `kafka://host:port`. */
  readonly url: string;
  /** Of its process; null in a container, or where it is not ours. */
  readonly pid: number | null;
  /** SIGKILL; what it had stored stays for `restart`. */
  kill(): Promise<void>;
  /** The same ports and log folders; resolves once it answers. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export interface KafkaSecurityOptions {
  readonly secured?: SecuredListener;
  readonly scramUsers?: Readonly<Record<string, string>>;
}

/** What lives briefly pays for neither threads of a collector nor the best code. */
const BRIEF = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
/** Kafka's default heap of 1 GB is more than tests need; two brokers and the test processes share one machine. */
const JVM_OPTIONS = [...BRIEF, '-Xms256m', '-Xmx512m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];

/**
 * A Kafka broker (KRaft, one node) of our own in a JVM, on free ports, with an empty log. Ends with this process at the latest.
 * `url` is that of its plain listener.
 * Throws where there is no JDK or Maven, and with the end of the broker's log where it does not start.
 */
export async function startKafka({ secured, scramUsers = {} }: KafkaSecurityOptions = {}): Promise<LocalKafka> {
  const toolchain = await findToolchain();
  if (typeof toolchain === 'string') throw new Error(`Kafka cannot be started: ${toolchain}`);
  const classPath = await prepareServer('kafka', toolchain);
  const folder = await createDataFolder('kafka');
  const port = await freePort();
  const properties = path.join(folder, 'server.properties');
  await mkdir(path.join(folder, 'logs'));
  await writeFile(
    properties,
    serverProperties({
      ...{ port, controllerPort: await freePort(), logDir: path.join(folder, 'logs') },
      ...(secured !== undefined && { secured }),
    }),
  );
  await formatLog(toolchain.java, classPath, properties, { scramUsers });

  const start = () =>
    startJavaServer({
      name: 'Kafka',
      java: toolchain.java,
      parameters: [...JVM_OPTIONS, '-cp', classPath, 'Supervised', 'kafka.Kafka', properties],
      logFile: path.join(folder, 'kafka.log'),
      dataFolder: folder,
      answers: () => brokerAnswers({ host: '127.0.0.1', port }),
    });
  let server = await start();
  return {
    brokers: [`127.0.0.1:${port}`],
    url: `kafka://127.0.0.1:${port}`,
    get pid() {
      return server.pid;
    },
    kill: () => server.kill(),
    restart: async () => {
      await server.kill();
      server = await start();
    },
    stop: async () => {
      await server.kill();
      await removeDataFolder(folder);
    },
  };
}

export interface FormatOptions {
  /** The same for every node of a cluster; left out: one of its own. */
  readonly clusterId?: string;
  readonly scramUsers?: Readonly<Record<string, string>>;
}

/** 16 bytes in URL-safe Base64. */
export function newClusterId(): string {
  return randomBytes(16).toString('base64url');
}

/** Writes cluster id and feature levels into the empty log folder, as Kafka wants it before its first start. */
export async function formatLog(
  java: string,
  classPath: string,
  properties: string,
  { clusterId = newClusterId(), scramUsers = {} }: FormatOptions = {},
): Promise<void> {
  const users = Object.entries(scramUsers).flatMap(([name, password]) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  );
  // An id may begin with a hyphen, as options do.
  const tool = ['kafka.tools.StorageTool', 'format', `--cluster-id=${clusterId}`, '-c', properties, ...users];
  await runTool(java, [...BRIEF, '-cp', classPath, ...tool]);
}
