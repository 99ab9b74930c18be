import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import openapiTS, { astToString } from 'openapi-typescript';

// `node services/console/openapi.ts | node web/schema.ts`: the types of the page's calls, of the console's own OpenAPI document.

const FILE = path.join(import.meta.dirname, 'src/api/schema.ts');
const HEAD = '/* Generated from the OpenAPI document of the console by `npm run generate`. */\n';

const document: unknown = JSON.parse(await text(process.stdin));
const nodes = await openapiTS(document as Parameters<typeof openapiTS>[0], { alphabetize: true });
writeFileSync(FILE, HEAD + astToString(nodes));
