import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Tree } from './tree.fixture.ts';

let tree: Tree;
afterEach(() => tree.remove());

const ES = `import path from 'node:path';
// import.meta.dirname
export const es = {
  dirname: path.resolve(import.meta.dirname),
  filename: path.resolve(import.meta.filename),
  url: import.meta.url,
  data: new URL('./some data.txt', import.meta.url).href,
};`;
const CJS = `const path = require('node:path');
// __dirname
const names = { __dirname: 'a name', 'import.meta.dirname': '__filename' };
module.exports = {
  dirname: path.resolve(__dirname),
  filename: path.resolve(__filename),
  within: path.resolve(\`\${__dirname}/../data\`),
  names: [names.__dirname, names['import.meta.dirname']],
};`;
const PRINT = `import { es } from './libs/es/place.ts';
import cjs from 'cjs';
process.stdout.write(JSON.stringify({ es, cjs }));`;

const aTree = (): Tree =>
  new Tree({
    'package.json': '{"type":"module"}',
    'libs/es/place.ts': ES,
    'node_modules/cjs/package.json': '{"name":"cjs","main":"lib/index.js"}',
    'node_modules/cjs/lib/index.js': CJS,
    'one.ts': PRINT,
    'two.ts': PRINT,
  });

function placesIn(folder: string): unknown {
  const es = path.join(folder, 'libs/es');
  const cjs = path.join(folder, 'node_modules/cjs');
  return {
    es: {
      dirname: es,
      filename: path.join(es, 'place.ts'),
      url: pathToFileURL(path.join(es, 'place.ts')).href,
      data: pathToFileURL(path.join(es, 'some data.txt')).href,
    },
    cjs: {
      dirname: path.join(cjs, 'lib'),
      filename: path.join(cjs, 'lib/index.js'),
      within: path.join(cjs, 'data'),
      names: ['a name', '__filename'],
    },
  };
}

describe('the places of modules in a bundle', () => {
  it('are those of the sources, in an entry', () => {
    tree = aTree();
    tree.bundle('one');
    expect(tree.run('dist/one.js')).toEqual(placesIn(tree.folder));
  });

  it('are those of the sources, in what entries share', () => {
    tree = aTree();
    tree.bundle('one', 'two');
    for (const file of ['dist/one.js', 'dist/two.js']) expect(tree.run(file)).toEqual(placesIn(tree.folder));
  });

  it('move together with the workspace', () => {
    tree = aTree();
    tree.bundle('one', 'two');
    const moved = `${tree.folder} moved`;
    try {
      cpSync(tree.folder, moved, { recursive: true });
      expect(tree.run('dist/two.js', moved)).toEqual(placesIn(moved));
    } finally {
      rmSync(moved, { recursive: true, force: true });
    }
  });
});
