// Runs jest as ESM on the pinned Node: `node tools/run-jest.mjs [folder] [jest options]`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const workspace = path.resolve(import.meta.dirname, '..');
const [first, ...others] = process.argv.slice(2);
const isFolder = first !== undefined && !first.startsWith('-') && existsSync(first);
const scope = isFolder ? [path.relative(workspace, path.resolve(first)), ...others] : process.argv.slice(2);

const jest = spawn(
  path.join(workspace, 'node_modules/.bin/node'),
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=TimeoutNegativeWarning',
    path.join(workspace, 'node_modules/jest/bin/jest.js'),
    ...scope.filter((argument) => argument !== ''),
  ],
  { cwd: workspace, stdio: 'inherit' },
);
jest.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
