import { ConfigError, loadConfig } from '@passback/service-kit';
import {
  type LedgerResources,
  openLedgerAlone,
  openResources,
  type ResourceSettings,
  type ServiceResources,
} from './resources.ts';

export interface CommandOptions {
  readonly isSilent?: boolean;
}

/**
 * The process of an operator's command on the ledger: opens it by the environment, and ends with the code that `work` answers, or with 1 and
 * its words where something failed. `isSilent`: stdout is for what `work` says alone.
 */
export async function runCommand(
  name: string,
  work: (resources: LedgerResources) => Promise<number>,
  options: CommandOptions = {},
): Promise<never> {
  return run(name, openLedgerAlone, work, options);
}

/** The same with the broker: over the embedded log only while no service runs. */
export async function runBrokerCommand(
  name: string,
  work: (resources: ServiceResources) => Promise<number>,
  options: CommandOptions = {},
): Promise<never> {
  return run(name, openResources, work, options);
}

async function run<R extends LedgerResources>(
  name: string,
  open: (name: string, settings: ResourceSettings, env: NodeJS.ProcessEnv) => Promise<R & { close(): Promise<void> }>,
  work: (resources: R) => Promise<number>,
  { isSilent = false }: CommandOptions,
): Promise<never> {
  try {
    const settings = loadConfig({}, process.env);
    const resources = await open(name, isSilent ? { ...settings, LOG_LEVEL: 'silent' } : settings, process.env);
    process.exit(await work(resources).finally(() => resources.close()));
  } catch (error) {
    const text = error instanceof ConfigError || !(error instanceof Error) ? String(error) : error.message;
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}
