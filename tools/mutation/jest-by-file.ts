import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { StrykerOptions } from '@stryker-mutator/api/core';
import {
  commonTokens,
  declareFactoryPlugin,
  type Injector,
  type PluginContext,
  PluginKind,
  tokens,
} from '@stryker-mutator/api/plugin';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';

/** A file of specs: the ids of its tests, and how long they took together. */
interface SpecFile {
  readonly file: string;
  readonly tests: readonly string[];
  readonly tookMs: number;
}

/** In the sandbox, which every process of a run works in: one of them makes the dry run for all. */
const SPEC_FILES = 'spec-files.json';

/**
 * Stryker's runner for jest loads every spec that may reach the mutated file, and goes on when one has failed. This one has it run
 * the files that cover the mutant one after the other, the nearest first, until one notices it: a tenth of the time.
 */
class JestByFile implements TestRunner {
  readonly #jestFor: (files?: readonly string[]) => TestRunner;
  readonly #runners = new Map<string, TestRunner>();
  #specFiles: readonly SpecFile[] | undefined;

  constructor(jestFor: (files?: readonly string[]) => TestRunner) {
    this.#jestFor = jestFor;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun(options: DryRunOptions): Promise<DryRunResult> {
    const jest = this.#jestFor();
    await jest.init?.();
    const result = await jest.dryRun(options);
    if (result.status === DryRunStatus.Complete) writeFileSync(SPEC_FILES, JSON.stringify(specFilesOf(result.tests)));
    return result;
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { testFilter } = options;
    const covering = testFilter && new Set(testFilter);
    this.#specFiles ??= JSON.parse(readFileSync(SPEC_FILES, 'utf8')) as SpecFile[];
    let nrOfTests = 0;
    for (const { file, tests } of nearestFirst(this.#specFiles, options.sandboxFileName)) {
      const chosen = covering && tests.filter((test) => covering.has(test));
      if (chosen?.length === 0) continue;
      const jest = await this.#runnerOf(file);
      const result = await jest.mutantRun(chosen ? { ...options, testFilter: chosen } : options);
      if (result.status !== MutantRunStatus.Survived) return result;
      nrOfTests += result.nrOfTests;
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
  }

  async #runnerOf(file: string): Promise<TestRunner> {
    let runner = this.#runners.get(file);
    if (runner === undefined) {
      runner = this.#jestFor([file]);
      await runner.init?.();
      this.#runners.set(file, runner);
    }
    return runner;
  }
}

/** The spec that is named after the mutated file, those beside it, and all others; of each the quickest first. */
function nearestFirst(files: readonly SpecFile[], mutated: string): SpecFile[] {
  const isNamesake = ({ file }: SpecFile): boolean => file.startsWith(mutated.replace(/\.ts$/, '.'));
  const isBeside = ({ file }: SpecFile): boolean => path.dirname(file) === path.dirname(mutated);
  const nearness = (one: SpecFile): number => Number(isBeside(one)) + Number(isNamesake(one));
  return files.toSorted((one, other) => nearness(other) - nearness(one));
}

function specFilesOf(results: readonly TestResult[]): SpecFile[] {
  const byFile = Map.groupBy(results, ({ fileName = '' }) => fileName);
  return [...byFile]
    .map(([file, tests]) => ({
      file,
      tests: tests.map(({ id }) => id),
      tookMs: tests.reduce((sum, { timeSpentMs }) => sum + timeSpentMs, 0),
    }))
    .sort((one, other) => one.tookMs - other.tookMs);
}

function makeRunner(injector: Injector<PluginContext>): JestByFile {
  const [jest] = jestPlugins;
  if (jest === undefined) throw new Error('@stryker-mutator/jest-runner has no plugin');
  const options = injector.resolve(commonTokens.options) as StrykerOptions & { jest: { config: object } };
  return new JestByFile((files) => {
    const config = files === undefined ? options.jest.config : { ...options.jest.config, testMatch: files };
    return injector
      .provideValue(commonTokens.options, { ...options, jest: { ...options.jest, config } })
      .injectFunction(jest.factory);
  });
}
makeRunner.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'jest-by-file', makeRunner)];
