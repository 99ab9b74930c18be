import { runCommand } from '@passback/service-host';
import { auditedDistricts } from './audit/audited-districts.ts';
import { resealSecrets } from './districts/reseal-secrets.ts';

// `npm run reseal`: seals all secrets in the ledger with the first key of SECRETS_KEY. Ends with 1 where one could not be opened.
await runCommand('reseal', async ({ ledger, secrets, clock }) => {
  const districts = { list: () => ledger.districts.list(), ...auditedDistricts({ ledger, clock }) };
  const { resealed, unopened } = await resealSecrets(districts, secrets, clock);
  process.stdout.write(`sealed anew: ${resealed.length === 0 ? 'none' : resealed.join(', ')}\n`);
  if (unopened.length > 0) process.stderr.write(`not opened by any key, left as they are: ${unopened.join(', ')}\n`);
  return unopened.length === 0 ? 0 : 1;
});
