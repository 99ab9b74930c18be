import type { Logger } from '../logging/logger.ts';
import { within } from '../runtime/within.ts';

/** What a service needs in order to work. `/livez` says that the process answers; `/readyz` says whether it can do its work. */
export interface HealthReport {
  readonly ready: boolean;
  /** By check, and no more than that: whoever asks is not known, and what is wrong in words names brokers, files and drivers. */
  readonly checks: Readonly<Record<string, CheckResult>>;
}

export type CheckResult = 'ok' | 'failed' | 'stopping';

export interface HealthCheck {
  readonly name: string;
  /** Resolves when all is well; rejects with what is wrong. */
  check(): Promise<void>;
}

/** A check that takes longer than this counts as failed, so that a probe is answered in time. */
const CHECK_LIMIT_MS = 2_500;
/** However many ask, each check that was well is made once in this time: probes come every few seconds and want no older news. */
export const REPORT_KEPT_MS = 1_000;
/** The same of one that was not: who starts is not to wait a second for word that it is ready. */
export const BAD_NEWS_KEPT_MS = 100;

/** Answers whether the service can do its work. What is wrong with a check goes to the log, once when it begins to fail. */
export class Health {
  readonly #checks: readonly Checked[];
  #stopping = false;
  #results: Promise<Record<string, CheckResult>> | null = null;

  constructor(checks: readonly HealthCheck[], logger: Pick<Logger, 'info' | 'warn'>) {
    this.#checks = checks.map((check) => new Checked(check, logger));
  }

  /** From now on not ready: the first step of stopping, so that no new work is sent here. */
  stopping(): void {
    this.#stopping = true;
  }

  async report(): Promise<HealthReport> {
    this.#results ??= this.#check();
    const checks: Record<string, CheckResult> = { ...(await this.#results) };
    if (this.#stopping) checks['process'] = 'stopping';
    return { ready: Object.values(checks).every((result) => result === 'ok'), checks };
  }

  async #check(): Promise<Record<string, CheckResult>> {
    const results = await Promise.all(this.#checks.map(async (check) => [check.name, await check.result()] as const));
    const keptMs = results.every(([, result]) => result === 'ok') ? REPORT_KEPT_MS : BAD_NEWS_KEPT_MS;
    setTimeout(() => (this.#results = null), keptMs).unref();
    return Object.fromEntries(results);
  }
}

/** One check: never twice at once, also where it hangs. */
class Checked {
  readonly name: string;
  readonly #check: HealthCheck;
  readonly #logger: Pick<Logger, 'info' | 'warn'>;
  #underWay: Promise<Error | null> | null = null;
  #isFailing = false;

  constructor(check: HealthCheck, logger: Pick<Logger, 'info' | 'warn'>) {
    this.name = check.name;
    this.#check = check;
    this.#logger = logger;
  }

  async result(): Promise<CheckResult> {
    const late = (): Error => new Error(`no answer within ${CHECK_LIMIT_MS} ms`);
    const wrong = await within(CHECK_LIMIT_MS, this.#run(), { late });
    if (wrong !== null && !this.#isFailing) this.#logger.warn({ err: wrong, check: this.name }, 'not ready');
    if (wrong === null && this.#isFailing) this.#logger.info({ check: this.name }, 'what was not ready is again');
    this.#isFailing = wrong !== null;
    return wrong === null ? 'ok' : 'failed';
  }

  #run(): Promise<Error | null> {
    this.#underWay ??= this.#check
      .check()
      .then(
        () => null,
        (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
      )
      .finally(() => (this.#underWay = null));
    return this.#underWay;
  }
}
