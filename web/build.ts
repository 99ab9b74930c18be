import { createHash } from 'node:crypto';
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const ROOT = import.meta.dirname;

/** Where the page is once it is built; the console looks for it there. */
const WEB_DIST = path.join(ROOT, 'dist');

const STAMP = '.built-from';
const SOURCES = [
  'index.html',
  'vite.config.ts',
  'build.ts',
  'package.json',
  '../package-lock.json',
  'src/**/*.{ts,tsx,css}',
];
/** A temporary folder is its maker's alone; in the image the console is another user than who built. */
const READABLE_MODE = 0o755;
const PLACE_ATTEMPTS = 10;
const COMPRESSED = 'assets/**/*.{js,css,svg}';

/**
 * Builds the page for browsers into `dist`, unless it is built from these very sources already. Several processes may do so at once: each
 * builds beside it, and the first that is done is taken. Throws as Vite does.
 */
export async function buildWeb(): Promise<void> {
  const sources = digestOfSources();
  if (isBuiltFrom(sources)) return;
  const made = mkdtempSync(path.join(ROOT, '.dist-'));
  try {
    await bundle(made);
    await compress(made);
    writeFileSync(path.join(made, STAMP), sources);
    chmodSync(made, READABLE_MODE);
    takePlace(made, sources);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Puts what was made in the place of an older build; another process may do so in the same moment. */
function takePlace(made: string, sources: string): void {
  for (let attempt = 1; !isBuiltFrom(sources); attempt += 1) {
    rmSync(WEB_DIST, { recursive: true, force: true });
    try {
      return renameSync(made, WEB_DIST);
    } catch (error) {
      const isTaken = ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (!isTaken || attempt === PLACE_ATTEMPTS) throw error;
    }
  }
}

/** For production whatever `NODE_ENV` says: in tests it says `test`, and the bundler would take React as it is for development. */
async function bundle(outDir: string): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    const { build } = await import('vite');
    const options = { root: ROOT, configFile: path.join(ROOT, 'vite.config.ts'), logLevel: 'warn' } as const;
    await build({ ...options, build: { outDir, emptyOutDir: true } });
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = NODE_ENV;
  }
}

function isBuiltFrom(sources: string): boolean {
  const stamp = path.join(WEB_DIST, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
}

/** Beside each file as browsers take it, so that the console compresses nothing. */
async function compress(folder: string): Promise<void> {
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  for (const file of globSync(COMPRESSED, { cwd: folder })) {
    const content = readFileSync(path.join(folder, file));
    writeFileSync(path.join(folder, `${file}.br`), await promisify(brotliCompress)(content, best));
    writeFileSync(
      path.join(folder, `${file}.gz`),
      await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
    );
  }
}

function digestOfSources(): string {
  const digest = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: ROOT }).toSorted())
    digest
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(ROOT, file)));
  return digest.digest('hex');
}

if (import.meta.main) await buildWeb();
