import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import yaml from 'yaml';
import type { Manifest } from './manifest.ts';
import { parseManifests } from './parse-manifests.ts';

/** The files of YAML below a folder, by their paths from it. */
export async function yamlFiles(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith('.yaml')).sort();
}

/** All objects in the files below a folder, kustomizations aside. */
export async function readManifests(folder: string): Promise<Manifest[]> {
  const files = (await yamlFiles(folder)).filter((file) => path.basename(file) !== 'kustomization.yaml');
  const read = async (file: string): Promise<Manifest[]> =>
    parseManifests(await readFile(path.join(folder, file), 'utf8'), file);
  return (await Promise.all(files.map(read))).flat();
}

/** Name and value of each line of a file of settings. */
export async function readSettings(file: string): Promise<ReadonlyMap<string, string>> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

export async function readYaml(file: string): Promise<unknown> {
  return yaml.parse(await readFile(file, 'utf8')) as unknown;
}
