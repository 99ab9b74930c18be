import { once } from 'node:events';
import { openLedgerAlone } from '@passback/service-host';
import { ConfigError, loadConfig } from '@passback/service-kit';
import { runDistrictCommand, UsageError } from './data/district-command.ts';

// `npm run district -- export|delete|find-student|delete-student …`: the operator's own, on the ledger itself.
try {
  const { ledger, clock, logger, close } = await openLedgerAlone(
    'district',
    // What is said goes to stdout, and nothing else.
    { ...loadConfig({}, process.env), LOG_LEVEL: 'silent' },
    process.env,
  );
  const say = async (line: string): Promise<void> => {
    if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
  };
  const districtsFile = process.env['DISTRICTS_FILE'] || null;
  const isDone = await runDistrictCommand(process.argv.slice(2), { ledger, clock, logger, say, districtsFile }).finally(
    close,
  );
  process.exit(isDone ? 0 : 1);
} catch (error) {
  const isTold = error instanceof ConfigError || error instanceof UsageError || !(error instanceof Error);
  process.stderr.write(`${isTold ? String(error) : error.message}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}
