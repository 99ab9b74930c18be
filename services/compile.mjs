// Loads every service once, so that Node's compile cache (`NODE_COMPILE_CACHE`) holds its code: run when the image is built.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

for (const name of readdirSync(import.meta.dirname)) {
  const app = path.join(import.meta.dirname, name, 'app.ts');
  if (existsSync(app)) await import(pathToFileURL(app).href);
}
