import path from 'node:path';
import { bundleServices } from './bundle-services.ts';

// `npm run bundle [-- FOLDER]`: the services as the image has them, in `dist` unless told otherwise.
const workspace = path.resolve(import.meta.dirname, '../..');
const folder = path.resolve(workspace, process.argv[2] ?? 'dist');
const chunks = await bundleServices(folder);
const kilobytes = chunks.reduce((sum, { code }) => sum + code.length, 0) / 1_000;
process.stdout.write(`${folder}: ${chunks.length} files, ${Math.round(kilobytes)} kB\n`);
