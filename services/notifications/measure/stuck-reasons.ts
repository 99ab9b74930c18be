import type { Ledger } from '@passback/ledger';
import type { Clock, Logger } from '@passback/service-kit';
import { ATTRIBUTES, METRICS, record } from '@passback/telemetry';

interface Surroundings {
  readonly ledger: Pick<Ledger, 'districts' | 'sectionAssessments'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Measures what does not go, and why: a value for each district and reason, both bounded. */
export class StuckReasons {
  readonly #surroundings: Surroundings;
  readonly #everyMs: number;
  readonly #stopping = new AbortController();
  /** Reasons that were measured of each district, so that one that is gone is measured as none. */
  readonly #measured = new Map<string, Set<string>>();
  #ended: Promise<void> = Promise.resolve();

  constructor(surroundings: Surroundings, everyMs: number) {
    this.#surroundings = surroundings;
    this.#everyMs = everyMs;
  }

  start(): void {
    this.#ended = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { clock, logger } = this.#surroundings;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#measure();
      } catch (error) {
        logger.warn({ err: error }, 'what is held cannot be measured now');
      }
      await clock.sleep(this.#everyMs, signal);
    }
  }

  /** One district after the other: each takes the ledger some tenths of a second. */
  async #measure(): Promise<void> {
    const { ledger } = this.#surroundings;
    for (const { settings } of await ledger.districts.list()) {
      if (this.#stopping.signal.aborted) return;
      const { districtId } = settings;
      const hits = new Map(
        (await ledger.sectionAssessments.reasonHits(districtId)).map(({ code, units }) => [code, units]),
      );
      const before = this.#measured.get(districtId) ?? new Set<string>();
      for (const reason of new Set<string>([...before, ...hits.keys()])) {
        const units = hits.get(reason as never) ?? 0;
        record(METRICS.reasonsHeld, units, { [ATTRIBUTES.district]: districtId, [ATTRIBUTES.reason]: reason });
      }
      this.#measured.set(districtId, new Set(hits.keys()));
    }
  }
}
