import {
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';

/**
 * Gives the workspace `to` the packages that are installed in the workspace `from`, which has the same lockfile: as links, but for those
 * of the workspace itself, which are its own.
 */
export function linkPackages(from: string, to: string): void {
  linkAll(path.join(from, 'node_modules'), path.join(to, 'node_modules'));
  for (const own of ownFolders(from))
    if (existsSync(path.join(to, path.dirname(own)))) symlinkSync(path.join(from, own), path.join(to, own));
}

/** Packages of one workspace alone, because another has them in another version. */
function ownFolders(workspace: string): string[] {
  const { workspaces } = JSON.parse(readFileSync(path.join(workspace, 'package.json'), 'utf8')) as {
    readonly workspaces: readonly string[];
  };
  return globSync(
    workspaces.map((pattern) => `${pattern}/node_modules`),
    { cwd: workspace },
  );
}

function linkAll(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    // npm links the workspace's own packages by a path from there: the same text leads to those of the other workspace.
    if (lstatSync(source).isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (name.startsWith('@')) linkAll(source, target);
    else symlinkSync(source, target);
  }
}
