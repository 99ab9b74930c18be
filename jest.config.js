// One configuration for every project and level; `npm test -- --testPathPatterns libs/domain` narrows it.
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'esnext' }, module: { type: 'es6' } },
    ],
  },
  testMatch: ['**/*.{unit,int,e2e}.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.*/tmp/'],
  testTimeout: 30_000,
  maxWorkers: 2,
};
