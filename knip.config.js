// What is written, exported or installed and used by nobody. `npm run unused` asks it of everything, then whether what ships, and what it
// needs, is used by more than specs.
const project = ['**/*.{ts,tsx,mjs}!', '!**/{contract,testing}/**!', '!**/*.{spec,contract,fixture}.ts!'];
/** Programs, among them those that others start by their path, and specs. */
const workspace = (programs, more = {}) => ({
  entry: [...programs.map((program) => `${program}!`), '**/*.{spec,process.fixture}.ts'],
  project,
  ...more,
});

export default {
  includeEntryExports: true,
  jest: { config: ['jest.config.js', 'jest.soak.config.js'] },
  // Made from the contracts, as a whole.
  ignoreIssues: {
    'libs/contracts/generated/**': ['types'],
    'libs/ingestion-client/generated/**': ['types'],
    'web/src/api/schema.ts': ['types'],
  },
  workspaces: {
    '.': {
      // The last is run when the image is built.
      entry: ['tools/*.mjs!', 'deploy/docker/compile.mjs!'],
      // Started by its path, in tools/run-jest.mjs.
      ignoreDependencies: ['jest'],
    },
    'libs/*': workspace([]),
    // What it exports is for whoever sends.
    'libs/ingestion-client': workspace([], { includeEntryExports: false }),
    'libs/simulators': workspace(['{otus,powerschool}/main.ts']),
    'services/*': workspace(['main.ts']),
    'services/console': workspace(['{main,district,openapi,plugin,reseal,token}.ts']),
    'services/ingestion': workspace(['{main,openapi,schemas}.ts']),
    'services/rules': workspace(['{main,dead-letters,restored,topics}.ts']),
    'tools/*': workspace(['main.ts']),
    'tools/bench': workspace([
      'main.ts',
      'counting/preload.ts',
      'floor/{kafka-consumer,kafka-producer,sqlite-writer}.ts',
    ]),
    'tools/docs': workspace([]),
    'tools/local-infrastructure': workspace(['main.ts', 'shared/keeper.ts']),
    'tools/local-stack': workspace(['{main,demo/main,page/screenshots}.ts'], {
      // Of the operating system.
      ignoreBinaries: ['mount', 'umount'],
    }),
    // In place of fast-check, whose exports it has.
    'tools/mutation': { entry: ['{main,few-runs}.ts!'], project, includeEntryExports: false },
    web: workspace(['src/main.tsx', '{build,schema}.ts']),
  },
};
