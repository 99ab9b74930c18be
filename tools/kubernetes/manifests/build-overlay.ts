import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Manifest } from './manifest.ts';
import { KUBERNETES, parseManifests } from './parse-manifests.ts';

const run = promisify(execFile);
const LIMITS = { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
/** Programs that build a kustomization, the first that is there is taken; `KUSTOMIZE` names another one of the first kind. */
const BUILDERS: readonly (readonly [program: string, ...args: string[]])[] = [
  [process.env['KUSTOMIZE'] ?? 'kustomize', 'build'],
  [process.env['KUBECTL'] ?? 'kubectl', 'kustomize'],
];

export type Builder = (overlay: string) => Promise<Manifest[]>;

export async function overlays(): Promise<string[]> {
  return (await readdir(path.join(KUBERNETES, 'overlays'))).sort();
}

/** What builds overlays on this machine; null where neither kustomize nor kubectl is here. */
export async function findBuilder(): Promise<Builder | null> {
  for (const [program, ...args] of BUILDERS) {
    try {
      await run(program, args[0] === 'build' ? ['version'] : ['version', '--client'], LIMITS);
    } catch {
      continue;
    }
    return async (overlay) => {
      const { stdout } = await run(program, [...args, path.join(KUBERNETES, 'overlays', overlay)], LIMITS);
      return parseManifests(stdout, overlay);
    };
  }
  return null;
}
