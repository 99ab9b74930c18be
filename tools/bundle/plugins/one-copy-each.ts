import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'rolldown';

/** The folder of the package that a file belongs to: up to the name behind the last `node_modules`, which a scope may precede. */
const PACKAGE_FOLDER = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)([\\/].*)$/;

/**
 * Takes packages that are installed several times in one version from one place: npm puts a copy beside everybody who cannot have the one
 * above, and each would be in the bundle. Which one is the lockfile's word, so that it is the same one wherever the bundle is made.
 */
export function oneCopyEach(workspace: string): Plugin {
  const chosen = chosenCopies(workspace);
  return {
    name: 'one-copy-each',
    async resolveId(source, importer, options) {
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      const [, folder, rest] = PACKAGE_FOLDER.exec(resolved?.id ?? '') ?? [];
      const copy = folder === undefined ? undefined : chosen.get(folder);
      return resolved === null || copy === undefined ? resolved : { ...resolved, id: `${copy}${rest}` };
    },
  };
}

/** By the folder of each further copy, the folder of the one that is taken. */
function chosenCopies(workspace: string): ReadonlyMap<string, string> {
  const { packages } = JSON.parse(readFileSync(path.join(workspace, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; link?: boolean; dev?: boolean }>;
  };
  const first = new Map<string, string>();
  const chosen = new Map<string, string>();
  for (const [place, { version, link = false, dev = false }] of Object.entries(packages)) {
    const [, name] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place) ?? [];
    // What is there for development alone is not where the bundle runs.
    if (name === undefined || link || dev || !existsSync(path.join(workspace, place))) continue;
    // As the bundler finds it, where packages are links to those of another workspace.
    const folder = realpathSync(path.join(workspace, place));
    const key = `${name}@${version}`;
    const copy = first.get(key);
    if (copy === undefined) first.set(key, folder);
    else if (copy !== folder) chosen.set(folder, copy);
  }
  return chosen;
}
