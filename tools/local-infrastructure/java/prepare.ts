import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../process/folders.ts';
import { withLock } from '../process/lock.ts';
import { runTool } from '../process/run-tool.ts';
import type { Toolchain } from './toolchain.ts';

/** Longer than one download may take, so that a second process waits for the first. */
const PREPARE_LIMIT_MS = 6 * 60_000;

const SOURCES = {
  kafka: { pom: 'kafka.pom.xml', classes: ['Supervised.java'] },
  mongo: { pom: 'mongo.pom.xml', classes: ['Supervised.java', 'MongoLauncher.java'] },
} as const;

export type ServerKind = keyof typeof SOURCES;

/**
 * Downloads a server's jars and compiles its launcher, once a machine: the folder in the cache is named after the sources' hash and
 * appears by one rename, so a download that breaks leaves nothing behind. Gives the class path.
 */
export async function prepareServer(kind: ServerKind, toolchain: Toolchain): Promise<string> {
  const { pom, classes } = SOURCES[kind];
  const pomFile = path.join(import.meta.dirname, pom);
  const sourceFiles = classes.map((name) => path.join(import.meta.dirname, name));
  const hash = createHash('sha256');
  for (const file of [pomFile, ...sourceFiles]) hash.update(await readFile(file));
  const folder = path.join(cacheFolder(), `${kind}-${hash.digest('hex').slice(0, 12)}`);
  const classPath = [path.join(folder, 'classes'), path.join(folder, 'lib', '*')].join(path.delimiter);
  if (existsSync(folder)) return classPath;

  await withLock(`${folder}.lock`, PREPARE_LIMIT_MS, async () => {
    if (existsSync(folder)) return;
    const unfinished = `${folder}.${randomUUID()}`;
    try {
      const lib = path.join(unfinished, 'lib');
      await mkdir(lib, { recursive: true });
      await runTool(toolchain.maven, [
        '-q',
        '-B',
        '-f',
        pomFile,
        'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
        `-DoutputDirectory=${lib}`,
      ]);
      await runTool(toolchain.javac, [
        '-cp',
        path.join(lib, '*'),
        '-d',
        path.join(unfinished, 'classes'),
        ...sourceFiles,
      ]);
      await rename(unfinished, folder);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  });
  return classPath;
}
