import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { type Part, PARTS } from './parts.ts';

type Options = NonNullable<ConstructorParameters<typeof Stryker>[0]>;

// `npm run test:mutation [-- domain|delivery [--only FILES] [--again] [--static]]`: docs/mutation-tests.md.
const workspace = path.resolve(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({
  options: {
    only: { type: 'string' },
    again: { type: 'boolean', default: false },
    static: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

const parts = Object.entries<Part>(PARTS).filter(([name]) => positionals.length === 0 || positionals.includes(name));
if (parts.length < positionals.length) throw new Error(`one or more of: ${Object.keys(PARTS).join(', ')}`);

process.chdir(workspace);
// Specs whose mutant ends them leave things behind.
const temporary = mkdtempSync(path.join(tmpdir(), 'passback-mutation-'));
process.env.TMPDIR = temporary;
try {
  for (const [name, part] of parts) await new Stryker(options(name, part)).runMutationTest();
} finally {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}

function options(name: string, { mutate, folder: tested, specs, least }: Part): Options {
  const folder = `.cache/mutation/${name}`;
  return {
    mutate: values.only === undefined ? [...mutate] : [values.only, ...mutate.filter((glob) => glob.startsWith('!'))],
    plugins: ['@stryker-mutator/jest-runner', import.meta.resolve('./jest-by-file.ts')],
    testRunner: 'jest-by-file',
    testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    jest: {
      config: {
        roots: [`<rootDir>/${tested}`],
        testMatch: [...specs],
        moduleNameMapper: { '^fast-check$': '<rootDir>/tools/mutation/few-runs.ts' },
        testEnvironment: '@stryker-mutator/jest-runner/jest-env/node',
      },
    },
    coverageAnalysis: 'perTest',
    // For what runs while modules load all specs have to run: much of the time, for one mutant in twenty.
    ignoreStatic: !values.static,
    concurrency: availableParallelism(),
    // Longer than a spec takes on a machine that is not busy: a mutant that met a busy one is none that a spec noticed.
    timeoutMS: 10_000,
    dryRunTimeoutMinutes: 20,
    thresholds: { high: 100, low: least, break: values.only === undefined ? least : null },
    incremental: values.again,
    incrementalFile: `${folder}.json`,
    tempDirName: folder,
    ignorePatterns: ['/web', '/docs', '/deploy', '/.passback', '/screenshots'],
    reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
    clearTextReporter: { reportTests: false, skipFull: true },
    htmlReporter: { fileName: `${folder}.html` },
    jsonReporter: { fileName: `${folder}-report.json` },
    allowConsoleColors: false,
  };
}
