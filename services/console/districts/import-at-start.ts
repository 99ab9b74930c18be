import { LedgerError } from '@passback/ledger';
import type { ServiceResources } from '@passback/service-host';
import { CONSOLE_LIMITS } from '../limits.ts';
import { checkStored } from './check-stored.ts';
import { readDistrictsFile } from './districts-file.ts';
import { storeDistricts } from './import-districts.ts';

type Resources = Pick<ServiceResources, 'ledger' | 'secrets' | 'clock' | 'logger' | 'operator'>;

/**
 * The import of the file of districts as the process starts, and a look at what is stored then. A file that is wrong, or stored settings
 * that must not be used, end the start; while the ledger is away both wait for it, and readiness says so.
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

  /**
   * Resolves when all districts are stored, or when it is known that this has to wait. Throws `DistrictsFileError` or
   * `StoredSettingsError`.
   */
  async begin(): Promise<void> {
    const file = this.#file;
    const districts = file === undefined ? [] : await readDistrictsFile(file);
    const store = async (): Promise<void> => {
      if (file !== undefined) {
        const stored = await storeDistricts(file, districts, this.#resources);
        this.#resources.logger.info({ districts: stored.length }, 'districts of the file are stored');
      }
      await checkStored(this.#resources);
      this.#trouble = null;
    };
    if (await this.#triedWithoutLedger(store)) this.#waiting = this.#keepTrying(store);
  }

  /** For readiness. */
  async check(): Promise<void> {
    if (this.#trouble !== null) throw new Error(this.#trouble);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#waiting;
  }

  async #triedWithoutLedger(store: () => Promise<void>): Promise<boolean> {
    try {
      await store();
      return false;
    } catch (error) {
      if (!(error instanceof LedgerError) || error.code !== 'UNAVAILABLE') throw error;
      this.#trouble = 'the districts of the file wait for the ledger';
      return true;
    }
  }

  async #keepTrying(store: () => Promise<void>): Promise<void> {
    const { clock, logger } = this.#resources;
    const { signal } = this.#stopping;
    logger.warn({ retryMs: CONSOLE_LIMITS.importRetryMs }, 'the ledger is away: the districts of the file wait for it');
    try {
      do await clock.sleep(CONSOLE_LIMITS.importRetryMs, signal);
      while (!signal.aborted && (await this.#triedWithoutLedger(store)));
    } catch (error) {
      // Readiness is asked for by anybody: files and districts are named in the log alone.
      this.#trouble = 'the districts of the file, or what is stored of them, cannot be used: see the log';
      logger.error({ err: error }, 'the districts of the file could not be stored');
    }
  }
}
