import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jsonSchemas } from './validation/json-schemas.ts';

// `node services/ingestion/schemas.ts` (`npm run generate`): writes the JSON Schemas of what ingestion takes.

const FOLDER = path.join(import.meta.dirname, '../../docs/schemas');
mkdirSync(FOLDER, { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas()))
  writeFileSync(path.join(FOLDER, name), `${JSON.stringify(schema, null, 2)}\n`);
