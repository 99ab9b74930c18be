import path from 'node:path';
import { prepareServer } from '../java/prepare.ts';
import { findToolchain } from '../java/toolchain.ts';
import { answersOn } from '../process/answers.ts';
import { createDataFolder, removeDataFolder } from '../process/folders.ts';
import { startJavaServer } from '../process/java-server.ts';
import { freePort } from '../process/ports.ts';

export interface LocalMongo {
  /** `mongodb://127.0.0.1:port`. */
  readonly url: string;
  /** Of its process; null in a container, or where it is not ours. */
  readonly pid: number | null;
  /** SIGKILL; what it had stored stays for `restart` where it is durable, and is gone where it is not. */
  kill(): Promise<void>;
  /** The same port; resolves once it answers. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export interface MongoOptions {
  /** Keeps its data in a file, each answered write included, so that `kill` and `restart` lose nothing. Slower. Default false. */
  readonly durable?: boolean;
  /** What runs often is compiled as well as the JVM can, which pays after a minute of work. Default false. */
  readonly optimized?: boolean;
}

const JVM_OPTIONS = ['-Xmx512m', '-XX:+UseSerialGC', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
const QUICK_START = '-XX:TieredStopAtLevel=1';

/**
 * A server that speaks MongoDB's protocol (mongo-java-server, a stand-in for MongoDB: no transactions, no change streams) in a JVM.
 * Ends with this process at the latest. Throws where there is no JDK or Maven, and with the end of its log where it does not start.
 */
export async function startMongo({ durable = false, optimized = false }: MongoOptions = {}): Promise<LocalMongo> {
  const toolchain = await findToolchain();
  if (typeof toolchain === 'string') throw new Error(`The MongoDB stand-in cannot be started: ${toolchain}`);
  const classPath = await prepareServer('mongo', toolchain);
  const folder = await createDataFolder('mongo');
  const port = await freePort();
  const file = durable ? [path.join(folder, 'data.h2')] : [];
  const options = optimized ? JVM_OPTIONS : [...JVM_OPTIONS, QUICK_START];

  const start = () =>
    startJavaServer({
      name: 'The MongoDB stand-in',
      java: toolchain.java,
      parameters: [...options, '-cp', classPath, 'Supervised', 'MongoLauncher', String(port), ...file],
      logFile: path.join(folder, 'mongo.log'),
      dataFolder: folder,
      answers: () => answersOn({ host: '127.0.0.1', port }),
    });
  let server = await start();
  return {
    url: `mongodb://127.0.0.1:${port}`,
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
