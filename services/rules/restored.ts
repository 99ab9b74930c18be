import { openLedgerAlone } from '@passback/service-host';
import { ConfigError, loadConfig } from '@passback/service-kit';
import { markRestored } from './restore/mark-restored.ts';

// `npm run restored`, once after the ledger was restored from a backup and before the services start: what it knows of PowerSchool is
// looked at in the next night before anything is written. Can be called again at any time.
try {
  const { ledger, clock, close } = await openLedgerAlone('restored', loadConfig({}, process.env), process.env);
  const { units, marked } = await markRestored(ledger, () => clock.now()).finally(close);
  process.stdout.write(`${units} units in the ledger, ${marked} of them are looked at in the next night\n`);
  process.exit(0);
} catch (error) {
  const text = error instanceof ConfigError || !(error instanceof Error) ? String(error) : error.message;
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
