// One configuration for every project and level; `npm test -- --testPathPatterns libs/domain` narrows it.
export default {
  // Beside the workspace's tools: a run's temporary folder is gone after it.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'esnext' }, module: { type: 'es6' } },
    ],
  },
  testMatch: ['**/*.{unit,int,e2e}.spec.ts'],
  // The cache holds other versions of the workspace, with their specs.
  modulePathIgnorePatterns: ['<rootDir>/.*/tmp/', '<rootDir>/.cache/'],
  testTimeout: 30_000,
  // Many specs wait for others; more of them than processors keep those busy.
  maxWorkers: 3,
};
