import { afterEach, describe, expect, it } from '@jest/globals';
import { Tree } from './tree.fixture.ts';

let tree: Tree;
afterEach(() => tree.remove());

/** Each evaluation of the package makes another object. */
const SHARED = 'module.exports = { of: [] };';
const user = (name: string): string =>
  `const shared = require('shared'); shared.of.push('${name}'); module.exports = shared;`;

/** Of three packages that use a fourth, each with a copy beside it. */
function aTree(versions: Readonly<Record<string, string>>, installed: readonly string[] = Object.keys(versions)): Tree {
  const users = ['a', 'b', '@of/c'];
  const packages = Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [`node_modules/${name}/node_modules/shared`, { version }]),
  );
  return new Tree({
    'package-lock.json': JSON.stringify({ packages: { '': {}, ...packages, 'node_modules/linked': { link: true } } }),
    'package.json': '{"type":"module"}',
    'main.ts': `${users.map((name, at) => `import user${at} from '${name}';`).join('\n')}
process.stdout.write(JSON.stringify([user0.of, user1.of, user2.of]));`,
    ...Object.fromEntries(
      users.flatMap((name) => [
        [`node_modules/${name}/package.json`, `{"name":"${name}"}`],
        [`node_modules/${name}/index.js`, user(name)],
      ]),
    ),
    ...Object.fromEntries(
      installed.flatMap((name) => [
        [`node_modules/${name}/node_modules/shared/package.json`, '{"name":"shared"}'],
        [`node_modules/${name}/node_modules/shared/index.js`, SHARED],
      ]),
    ),
  });
}

describe('a package that is installed several times', () => {
  it('is in the bundle once where the version is one', () => {
    tree = aTree({ a: '1.0.0', b: '1.0.0', '@of/c': '1.0.0' });
    tree.bundle('main');
    const all = ['a', 'b', '@of/c'];
    expect(tree.run('dist/main.js')).toEqual([all, all, all]);
  });

  it('is there in each of its versions', () => {
    tree = aTree({ a: '1.0.0', b: '1.0.1', '@of/c': '1.0.0' });
    tree.bundle('main');
    expect(tree.run('dist/main.js')).toEqual([['a', '@of/c'], ['b'], ['a', '@of/c']]);
  });

  it('is taken from where it is, whatever else the lockfile names', () => {
    tree = aTree({ 'not-installed': '1.0.0', a: '1.0.0', b: '1.0.0', '@of/c': '1.0.0' }, ['a', 'b', '@of/c']);
    tree.bundle('main');
    expect(tree.run('dist/main.js')).toHaveLength(3);
  });
});
