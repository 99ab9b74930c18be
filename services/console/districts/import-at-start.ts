import { LedgerError } from '@passback/ledger';
import type { ServiceResources } from '@passback/service-host';
import { CONSOLE_LIMITS } from '../limits.ts';
import { readDistrictsFile, storeDistricts } from './import-districts.ts';

type Resources = Pick<ServiceResources, 'ledger' | 'secrets' | 'clock' | 'logger'>;

/**
 * The import of the file of districts as the process starts. A file that is wrong ends the start; while the ledger is away the
 * import waits for it, and readiness says so.
 */
export class ImportAtStart {
  readonly #file: string | undefined;
  readonly #resources: Resources;
  readonly #stopping = new AbortController();
  #waiting: Promise<void> | null = null;
  #trouble: string | null = 'not begun';

  constructor(file: string | undefined, resources: Resources) {
    this.#file = file;
    this.#resources = resources;
  }

  /** Resolves when all districts are stored, or when it is known that this has to wait. Throws `DistrictsFileError`. */
  async begin(): Promise<void> {
    this.#trouble = null;
    if (this.#file === undefined) return;
    const districts = await readDistrictsFile(this.#file);
    const store = async (file: string): Promise<void> => {
      const stored = await storeDistricts(file, districts, this.#resources);
      this.#trouble = null;
      this.#resources.logger.info({ districts: stored.length }, 'districts of the file are stored');
    };
    if (await this.#triedWithoutLedger(store, this.#file)) this.#waiting = this.#keepTrying(store, this.#file);
  }

  /** For readiness. */
  async check(): Promise<void> {
    if (this.#trouble !== null) throw new Error(this.#trouble);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#waiting;
  }

  async #triedWithoutLedger(store: (file: string) => Promise<void>, file: string): Promise<boolean> {
    try {
      await store(file);
      return false;
    } catch (error) {
      if (!(error instanceof LedgerError) || error.code !== 'UNAVAILABLE') throw error;
      this.#trouble = 'the districts of the file wait for the ledger';
      return true;
    }
  }

  async #keepTrying(store: (file: string) => Promise<void>, file: string): Promise<void> {
    const { clock, logger } = this.#resources;
    const { signal } = this.#stopping;
    logger.warn({ retryMs: CONSOLE_LIMITS.importRetryMs }, 'the ledger is away: the districts of the file wait for it');
    try {
      do await clock.sleep(CONSOLE_LIMITS.importRetryMs, signal);
      while (!signal.aborted && (await this.#triedWithoutLedger(store, file)));
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : 'the districts of the file could not be stored';
      logger.error({ err: error }, 'the districts of the file could not be stored');
    }
  }
}
