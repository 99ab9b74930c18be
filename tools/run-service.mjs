// `npm run service -- rules` runs one service as a process of its own.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const name = process.argv[2] ?? '';
const main = path.resolve(import.meta.dirname, '../services', name, 'main.ts');
if (!/^[a-z-]+$/.test(name) || !existsSync(main)) {
  process.stderr.write('usage: npm run service -- <ingestion|rules|grading-periods|delivery|console|notifications>\n');
  process.exit(1);
}
await import(pathToFileURL(main).href);
