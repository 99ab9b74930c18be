import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runTool } from '../process/run-tool.ts';
import { cacheFolder } from '../process/folders.ts';
import { withLock } from '../process/lock.ts';

/** Fetching 200 modules and compiling them, on a machine that has other things to do. */
const BUILD_LIMIT_MS = 20 * 60_000;
const SOURCE = path.join(import.meta.dirname, 'builder.yaml');

/**
 * The path of a real OpenTelemetry Collector with the components of our configuration, built once a machine where Go is on the PATH;
 * null, said loudly, where it is not. Throws with the builder's words where it cannot be built.
 */
export async function prepareCollector(): Promise<string | null> {
  if (!(await hasGo())) {
    process.stderr.write('\n*** No Go to build a collector with. THE TESTS OF ITS SAMPLING ARE SKIPPED. ***\n\n');
    return null;
  }
  const source = await readFile(SOURCE, 'utf8');
  const folder = path.join(
    cacheFolder(),
    `collector-${createHash('sha256').update(source).digest('hex').slice(0, 12)}`,
  );
  const program = path.join(folder, 'otelcol');
  if (existsSync(program)) return program;
  await withLock(`${folder}.lock`, BUILD_LIMIT_MS, async () => {
    if (!existsSync(program)) await build(folder, source);
  });
  return program;
}

async function hasGo(): Promise<boolean> {
  return runTool('go', ['version']).then(
    () => true,
    () => false,
  );
}

/** The folder appears by one rename, so that a build that breaks leaves nothing behind. */
async function build(folder: string, source: string): Promise<void> {
  const version = /version: ([\d.]+)/.exec(source)?.[1] ?? '';
  const unfinished = `${folder}.${randomUUID()}`;
  const config = path.join(unfinished, 'builder.yaml');
  await mkdir(unfinished, { recursive: true });
  try {
    await writeFile(config, source.replace('dist: {', `dist: { output_path: ${JSON.stringify(unfinished)},`));
    const builder = `go.opentelemetry.io/collector/cmd/builder@v${version}`;
    await runTool('go', ['run', builder, '--config', config], BUILD_LIMIT_MS);
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
