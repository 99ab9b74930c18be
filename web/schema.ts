import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import openapiTS, { astToString } from 'openapi-typescript';

// `node services/console/openapi.ts | node web/schema.ts`: the types of the page's calls, of the console's own OpenAPI document.
// `node services/ingestion/openapi.ts | node web/schema.ts ingestion`: those of the client for ingestion.

const TARGETS = { console: 'src/api/schema.ts', ingestion: '../libs/ingestion-client/generated/schema.ts' } as const;

const [service = 'console'] = process.argv.slice(2) as (keyof typeof TARGETS)[];
const head = `/* Generated from the OpenAPI document of ${service === 'console' ? 'the console' : service} by \`npm run generate\`. */\n`;
const document: unknown = JSON.parse(await text(process.stdin));
const nodes = await openapiTS(document as Parameters<typeof openapiTS>[0], { alphabetize: true });
writeFileSync(path.join(import.meta.dirname, TARGETS[service]), head + astToString(nodes));
