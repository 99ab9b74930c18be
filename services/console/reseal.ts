import { openLedgerAlone } from '@passback/service-host';
import { ConfigError, loadConfig } from '@passback/service-kit';
import { auditedDistricts } from './audit/audited-districts.ts';
import { resealSecrets } from './districts/reseal-secrets.ts';

// `npm run reseal`: seals all secrets in the ledger with the first key of SECRETS_KEY. Ends with 1 where one could not be opened.
try {
  const settings = loadConfig({}, process.env);
  const { ledger, secrets, clock, close } = await openLedgerAlone('reseal', settings, process.env);
  const districts = { list: () => ledger.districts.list(), ...auditedDistricts({ ledger, clock }) };
  const { resealed, unopened } = await resealSecrets(districts, secrets, clock).finally(close);
  process.stdout.write(`sealed anew: ${resealed.length === 0 ? 'none' : resealed.join(', ')}\n`);
  if (unopened.length > 0) process.stderr.write(`not opened by any key, left as they are: ${unopened.join(', ')}\n`);
  process.exit(unopened.length === 0 ? 0 : 1);
} catch (error) {
  const text = error instanceof ConfigError || !(error instanceof Error) ? String(error) : error.message;
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
