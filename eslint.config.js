import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What each kind of project may depend on; nothing is allowed that is not named here. */
const constraints = [
  { sourceTag: 'type:domain', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:domain'] },
  { sourceTag: 'type:kit', onlyDependOnLibsWithTags: ['type:domain', 'type:contracts', 'type:kit'] },
  { sourceTag: 'type:port', onlyDependOnLibsWithTags: ['type:domain', 'type:contracts', 'type:kit'] },
  { sourceTag: 'type:host', onlyDependOnLibsWithTags: ['type:contracts', 'type:kit', 'type:port'] },
  { sourceTag: 'type:web', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'type:simulators', onlyDependOnLibsWithTags: ['type:kit'] },
  {
    sourceTag: 'type:service',
    onlyDependOnLibsWithTags: ['type:domain', 'type:contracts', 'type:kit', 'type:port', 'type:host'],
  },
  {
    sourceTag: 'type:tool',
    onlyDependOnLibsWithTags: [
      'type:domain',
      'type:contracts',
      'type:kit',
      'type:port',
      'type:simulators',
      'type:host',
      'type:service',
      'type:web',
      'type:tool',
    ],
  },
];

/** Libraries that only the adapter behind a port may import, so that each stays replaceable. */
const adapterOnly = [
  { name: 'kafkajs', message: 'Only libs/messaging/kafka talks to Kafka.' },
  { name: 'mongodb', message: 'Only libs/ledger/mongodb talks to MongoDB.' },
  { name: 'undici', message: 'Only libs/powerschool talks HTTP to a SIS.' },
  { name: 'node:sqlite', message: 'Only the embedded adapters use SQLite.' },
];
const allowing = (...names) => ['error', { paths: adapterOnly.filter(({ name }) => !names.includes(name)) }];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'libs/contracts/generated/',
      'libs/ingestion-client/generated/',
      'web/dist/',
      'dist/',
      'web/src/api/schema.ts',
      '.nx/',
      '**/.passback/',
      '**/tmp/',
      '.cache/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], enforceBuildableLibDependency: false, depConstraints: constraints },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-imports': allowing(),
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'No default exports.' },
        { selector: 'ExportAllDeclaration', message: 'No barrel `export *`: name what is exported.' },
      ],
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['web/src/**'], ...reactHooks.configs.flat.recommended },
  { files: ['libs/messaging/kafka/**', 'tools/bench/**'], rules: { 'no-restricted-imports': allowing('kafkajs') } },
  { files: ['libs/messaging/embedded/**'], rules: { 'no-restricted-imports': allowing('node:sqlite') } },
  { files: ['libs/ledger/mongodb/**'], rules: { 'no-restricted-imports': allowing('mongodb') } },
  { files: ['libs/ledger/sqlite/**'], rules: { 'no-restricted-imports': allowing('node:sqlite') } },
  { files: ['libs/powerschool/**', 'libs/simulators/**'], rules: { 'no-restricted-imports': allowing('undici') } },
  {
    // Tests may stand on real servers, the simulators and whatever they compare with; what ships may not.
    files: ['**/*.spec.ts', '**/*.contract.ts', '**/*.fixture.ts'],
    rules: {
      '@nx/enforce-module-boundaries': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-imports': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', setTimeout: 'readonly' } },
  },
  {
    files: ['.dependency-cruiser.js', '*.config.js', 'jest.soak.config.js'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  prettier,
);
