import { runCommand } from '@passback/service-host';
import { markRestored } from './restore/mark-restored.ts';

// `npm run restored`, once after the ledger was restored from a backup and before the services start: what it knows of PowerSchool is
// looked at in the next night before anything is written. Can be called again at any time.
await runCommand('restored', async ({ ledger, clock }) => {
  const { units, marked } = await markRestored(ledger, () => clock.now());
  process.stdout.write(`${units} units in the ledger, ${marked} of them are looked at in the next night\n`);
  return 0;
});
