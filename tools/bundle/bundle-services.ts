import { globSync } from 'node:fs';
import path from 'node:path';
import { type OutputChunk, rolldown } from 'rolldown';
import { oneCopyEach } from './plugins/one-copy-each.ts';
import { originalPlaces } from './plugins/original-places.ts';

const WORKSPACE = path.resolve(import.meta.dirname, '../..');

/**
 * Bundles every service into `folder`: `<service>.js` is its process; `<service>-app.js` has the code of it and starts nothing, for whoever
 * wants it loaded; what several need stands once, in `chunks/`. Names of functions stay as they are written. Packages are read from where
 * they are installed, and what they read beside themselves (pages, descriptions of gRPC) stays there. Throws where something cannot be
 * bundled.
 */
export async function bundleServices(folder: string): Promise<readonly OutputChunk[]> {
  const build = await rolldown({
    cwd: WORKSPACE,
    input: entries(),
    platform: 'node',
    tsconfig: false,
    plugins: [oneCopyEach(WORKSPACE), originalPlaces(folder)],
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  try {
    const { output } = await build.write({
      dir: folder,
      cleanDir: true,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name].js',
      keepNames: true,
      comments: false,
      charset: 'ascii',
    });
    return output.filter((part) => part.type === 'chunk');
  } finally {
    await build.close();
  }
}

function entries(): Record<string, string> {
  const mains = globSync('services/*/main.ts', { cwd: WORKSPACE });
  return Object.fromEntries(
    mains
      .map((main) => path.dirname(main))
      .flatMap((service) => [
        [path.basename(service), path.join(WORKSPACE, service, 'main.ts')],
        [`${path.basename(service)}-app`, path.join(WORKSPACE, service, 'app.ts')],
      ]),
  );
}
