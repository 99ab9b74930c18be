// Loads all code once, so that Node's compile cache (`NODE_COMPILE_CACHE`) holds it: run when the image is built. The bundle is what services
// are started from, all of it with what only some settings load; the sources are what an operator's commands run from.
import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

for (const file of globSync(['dist/*-app.js', 'dist/chunks/*.js', 'services/*/app.ts']))
  await import(pathToFileURL(path.resolve(file)).href);
