import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = import.meta.dirname;

/** Where the page is once it is built: what the console is told by `WEB_ROOT`. */
export const WEB_DIST = path.join(ROOT, 'dist');

/** Builds the page for browsers into `dist`, unless it is built from these very sources already. Throws as Vite does. */
export async function buildWeb(): Promise<void> {
  const stamp = path.join(WEB_DIST, '.built-from');
  const sources = digestOfSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  const { build } = await import('vite');
  await build({ root: ROOT, configFile: path.join(ROOT, 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(stamp, sources);
}

function digestOfSources(): string {
  const digest = createHash('sha256');
  const files = globSync(['index.html', 'vite.config.ts', 'package.json', '../package-lock.json', 'src/**/*.{ts,tsx,css}'], {
    cwd: ROOT,
  }).sort();
  for (const file of files) digest.update(file).update('\0').update(readFileSync(path.join(ROOT, file)));
  return digest.digest('hex');
}

if (import.meta.main) await buildWeb();
