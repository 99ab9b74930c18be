import { registerHooks } from 'node:module';
import { counted } from './counter.ts';

// Preloaded into a service under measurement, of whichever version: puts counting ones in the place of the ledger and of MongoDB's
// driver, where the service's own code imports them, and answers `{ tellCounts: true }` with what they counted.

const COUNTER = JSON.stringify(new URL('./counter.ts', import.meta.url).href);
const MARK = '?counting';

interface Replaced {
  readonly specifier: string;
  /** Of the file that imports it. */
  readonly parent: RegExp;
  /** What is loaded instead, over the real one. */
  readonly source: (real: string) => string;
}

const REPLACED: readonly Replaced[] = [
  {
    specifier: '@passback/ledger',
    parent: /\/libs\/service-host\/resources\.ts$/,
    source: (real) => `
      import { openLedger as open } from ${real};
      import { countingLedger } from ${COUNTER};
      export * from ${real};
      export const openLedger = async (options) => countingLedger(await open(options));`,
  },
  {
    specifier: 'mongodb',
    parent: /\/libs\/ledger\/mongodb\//,
    source: (real) => `
      import { MongoClient as Client } from ${real};
      import { COMMAND_PREFIX, count } from ${COUNTER};
      export * from ${real};
      export class MongoClient extends Client {
        constructor(url, options) {
          super(url, { ...options, monitorCommands: true });
          this.on('commandStarted', ({ commandName }) => count(COMMAND_PREFIX + commandName));
        }
      }`,
  },
];

const sources = new Map<string, string>();

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const replaced = REPLACED.find((one) => one.specifier === specifier && one.parent.test(context.parentURL ?? ''));
    if (replaced === undefined) return resolved;
    const url = `${resolved.url}${MARK}`;
    sources.set(url, replaced.source(JSON.stringify(resolved.url)));
    return { url, format: 'module', shortCircuit: true };
  },
  load(url, context, next) {
    const source = sources.get(url);
    return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true };
  },
});

process.on('message', (message) => {
  if ((message as { tellCounts?: boolean }).tellCounts === true) process.send?.({ counts: counted() });
});
// Listening does not keep the process alive.
process.channel?.unref();
