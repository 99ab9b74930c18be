import path from 'node:path';
import yaml from 'yaml';
import type { Manifest } from './manifest.ts';

export const REPOSITORY = path.resolve(import.meta.dirname, '..', '..', '..');
export const KUBERNETES = path.join(REPOSITORY, 'deploy', 'kubernetes');

/** Every document of a text of YAML that is an object of Kubernetes. Throws where the text is no YAML. */
export function parseManifests(text: string, from: string): Manifest[] {
  return yaml.parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(`${from}: ${error.message}`);
    const value = document.toJSON() as Partial<Manifest> | null;
    return value?.kind === undefined || value.metadata === undefined ? [] : [value as Manifest];
  });
}
