import { once } from 'node:events';
import { runCommand } from '@passback/service-host';
import { runDistrictCommand, UsageError } from './data/district-command.ts';

const say = async (line: string): Promise<void> => {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
};

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
