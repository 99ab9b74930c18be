import base from './jest.config.js';

// What takes too long for every change: `npm run test:soak` before an issue ends.
export default { ...base, testMatch: ['**/*.soak.spec.ts'], testTimeout: 30 * 60_000 };
