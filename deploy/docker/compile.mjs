// Loads every service once, so that Node's compile cache (`NODE_COMPILE_CACHE`) holds its code: run when the image is built.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const services = path.resolve('services');
for (const name of readdirSync(services)) {
  const app = path.join(services, name, 'app.ts');
  if (existsSync(app)) await import(pathToFileURL(app).href);
}
