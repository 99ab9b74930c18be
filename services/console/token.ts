import { once } from 'node:events';
import { runCommand } from '@passback/service-host';
import { runTokenCommand, TokenUsageError } from './tokens/token-command.ts';

const say = async (line: string): Promise<void> => {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
};
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

// `npm run token -- make|list|revoke DISTRICT …`: the operator's own, on the ledger itself.
await runCommand(
  'token',
  async ({ ledger, clock, logger }) => {
    try {
      await runTokenCommand(process.argv.slice(2), { ledger, clock, logger, say, tell });
      return 0;
    } catch (error) {
      if (!(error instanceof TokenUsageError)) throw error;
      tell(String(error));
      return 2;
    }
  },
  { isSilent: true },
);
