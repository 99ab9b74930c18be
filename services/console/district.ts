import { once } from 'node:events';
import { runCommand } from '@passback/service-host';
import { ConfigError } from '@passback/service-kit';
import { runDistrictCommand, UsageError } from './data/district-command.ts';
import { runCheckCommand, runTemplateCommand } from './setup/check-command.ts';

const say = async (line: string): Promise<void> => {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
};

const [command, ...args] = process.argv.slice(2);

// `npm run district -- check FILE|template [ID]`: need nothing of ours but the file, and open no ledger.
const run = command === 'check' ? runCheckCommand : command === 'template' ? runTemplateCommand : null;
if (run !== null) {
  try {
    process.exit((await run(args, process.env, say)) ? 0 : 1);
  } catch (error) {
    const isTold = error instanceof UsageError || error instanceof ConfigError || !(error instanceof Error);
    process.stderr.write(`${isTold ? String(error) : error.message}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

// `npm run district -- export|delete|find-student|delete-student …`: the operator's own, on the ledger itself.
await runCommand(
  'district',
  async ({ ledger, clock, logger }) => {
    const districtsFile = process.env['DISTRICTS_FILE'] || null;
    try {
      const isDone = await runDistrictCommand(process.argv.slice(2), { ledger, clock, logger, say, districtsFile });
      return isDone ? 0 : 1;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.stderr.write(`${error}\n`);
      return 2;
    }
  },
  { isSilent: true },
);
