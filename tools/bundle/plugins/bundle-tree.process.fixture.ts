// Bundles with both plugins, in a process of its own: the bundler does not run inside of Jest.
//   node bundle-tree.process.fixture.ts FOLDER ENTRY…    → FOLDER/dist/ENTRY.js
import path from 'node:path';
import { rolldown } from 'rolldown';
import { oneCopyEach } from './one-copy-each.ts';
import { originalPlaces } from './original-places.ts';

const [folder = '', ...entries] = process.argv.slice(2);
const dist = path.join(folder, 'dist');
const build = await rolldown({
  cwd: folder,
  input: Object.fromEntries(entries.map((entry) => [entry, path.join(folder, `${entry}.ts`)])),
  platform: 'node',
  plugins: [oneCopyEach(folder), originalPlaces(dist)],
});
await build.write({ dir: dist, entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' });
await build.close();
