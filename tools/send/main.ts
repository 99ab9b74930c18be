import { onStopSignals } from '@passback/service-kit';
import { parseArguments, UsageError } from './arguments.ts';
import { runSend } from './run-send.ts';

// `npm run send -- FILE.ndjson …`: sends section assessments or staff to ingestion.

const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const stopping = new AbortController();
onStopSignals({ stop: () => stopping.abort(), force: () => process.exit(2) });

try {
  process.exit(await runSend(parseArguments(process.argv.slice(2)), { tell, signal: stopping.signal }));
} catch (error) {
  tell(error instanceof UsageError ? String(error) : ((error as Error).stack ?? String(error)));
  process.exit(2);
}
