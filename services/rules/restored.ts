import { runCommand } from '@passback/service-host';
import { markRestored } from './restore/mark-restored.ts';

// `npm run restored`, once after the ledger was restored from a backup and before the services start: what it knows of PowerSchool is
// looked at in the next night before anything is written. Can be called again at any time.
if (process.argv.length > 2) {
  process.stderr.write('npm run restored   takes no arguments; see docs/operations.md\n');
  process.exit(2);
}
await runCommand('restored', async ({ ledger, clock }) => {
  const { units, marked } = await markRestored(ledger, () => clock.now());
  process.stdout.write(`${units} units in the ledger, ${marked} of them are looked at in the next night\n`);
  // As where LEDGER_URL is not the one of the services.
  return units === 0 ? 1 : 0;
});
