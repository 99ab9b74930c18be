import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { prepareServer } from '../java/prepare.ts';
import { findToolchain } from '../java/toolchain.ts';
import { createDataFolder, removeDataFolder } from '../process/folders.ts';
import { type JavaServer, startJavaServer } from '../process/java-server.ts';
import { freePort } from '../process/ports.ts';
import { brokerAnswers } from './broker-answers.ts';
import { type ClusterNode, clusterProperties } from './server-properties.ts';
import { formatLog, newClusterId } from './start-kafka.ts';

export interface KafkaCluster {
  /** `kafka://host:port,host:port,host:port`. */
  readonly url: string;
  /** Node ids, from 1 on. */
  readonly ids: readonly number[];
  /** SIGKILL. */
  kill(id: number): Promise<void>;
  /** The same port and log; resolves once it answers. */
  restart(id: number): Promise<void>;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Where node `id` keeps its log, other than in a folder that is made for it: for a disk of its own. */
  readonly logFolders?: Readonly<Record<number, string>>;
}

const NODES = 3;
/** Three of them and the system under test share one machine. */
const JVM_OPTIONS = [
  ...['-Xms128m', '-Xmx320m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
];

/** Three brokers, each a controller too, in JVMs of their own; null where there is no JDK or Maven. */
export async function startKafkaCluster({ logFolders = {} }: ClusterOptions = {}): Promise<KafkaCluster | null> {
  const toolchain = await findToolchain();
  if (typeof toolchain === 'string') {
    if (process.env['REQUIRE_INTEGRATION'] !== '1') return null;
    throw new Error(`Kafka cannot be started: ${toolchain}`);
  }
  const { java } = toolchain;
  const classPath = await prepareServer('kafka', toolchain);
  const folders = await Promise.all(Array.from({ length: NODES }, () => createDataFolder('kafka')));
  const nodes: ClusterNode[] = [];
  for (let id = 1; id <= NODES; id += 1) nodes.push({ port: await freePort(), controllerPort: await freePort() });
  const clusterId = newClusterId();
  const ids = nodes.map((_, index) => index + 1);
  const folderOf = (id: number): string => folders[id - 1] ?? '';
  const propertiesOf = (id: number): string => path.join(folderOf(id), 'server.properties');

  for (const id of ids) {
    const logFolder = logFolders[id] ?? path.join(folderOf(id), 'logs');
    await mkdir(logFolder, { recursive: true });
    await writeFile(propertiesOf(id), clusterProperties(nodes, id, logFolder));
    await formatLog(java, classPath, propertiesOf(id), { clusterId });
  }
  const start = (id: number): Promise<JavaServer> =>
    startJavaServer({
      name: `Kafka ${id}`,
      java,
      parameters: [...JVM_OPTIONS, '-cp', classPath, 'Supervised', 'kafka.Kafka', propertiesOf(id)],
      logFile: path.join(folderOf(id), 'kafka.log'),
      dataFolder: folderOf(id),
      answers: () => brokerAnswers({ host: '127.0.0.1', port: nodes[id - 1]?.port ?? 0 }),
    });
  // Together: none answers before most of them are there.
  const servers = new Map((await Promise.all(ids.map(start))).map((server, index) => [index + 1, server]));
  return {
    url: `kafka://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    ids,
    kill: async (id) => servers.get(id)?.kill(),
    restart: async (id) => {
      await servers.get(id)?.kill();
      servers.set(id, await start(id));
    },
    stop: async () => {
      await Promise.all([...servers.values()].map((server) => server.kill()));
      await Promise.all(folders.map(removeDataFolder));
    },
  };
}
