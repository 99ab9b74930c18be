import { ConfigError, loadConfig } from '@passback/service-kit';
import { type LedgerResources, openLedgerAlone } from './resources.ts';

/**
 * The process of an operator's command on the ledger: opens it by the environment, and ends with the code that `work` answers, or with 1 and
 * its words where something failed. `isSilent`: stdout is for what `work` says alone.
 */
export async function runCommand(
  name: string,
  work: (resources: LedgerResources) => Promise<number>,
  { isSilent = false }: { readonly isSilent?: boolean } = {},
): Promise<never> {
  try {
    const settings = loadConfig({}, process.env);
    const { close, ...resources } = await openLedgerAlone(
      name,
      isSilent ? { ...settings, LOG_LEVEL: 'silent' } : settings,
      process.env,
    );
    process.exit(await work(resources).finally(close));
  } catch (error) {
    const text = error instanceof ConfigError || !(error instanceof Error) ? String(error) : error.message;
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}
