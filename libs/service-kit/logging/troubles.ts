import { ATTRIBUTES, METRICS, record } from '@passback/telemetry';

/** Work that nobody waits for: what goes wrong with it is tried again by itself. */
export type BackgroundTask =
  'clock' | 'briefings' | 'sending' | 'held_reasons' | 'retention' | 'topic_retention' | 'start_offsets' | 'claims';

interface Log {
  warn(fields: object, words: string): void;
}

/** Troubles remembered as said; more kinds than one outage has. */
const TROUBLES_REMEMBERED = 1_000;

/** The errors of one such task: each is counted, and each kind of them is said once until all is well. */
export class Troubles {
  readonly #task: BackgroundTask;
  readonly #logger: Log | undefined;
  readonly #words: string;
  readonly #said = new Set<string>();

  /** `words`: the line that is logged. */
  constructor(task: BackgroundTask, logger: Log | undefined, words: string) {
    this.#task = task;
    this.#logger = logger;
    this.#words = words;
  }

  /** `ids`: what it went wrong with. */
  met(error: unknown, ids: object = {}): void {
    record(METRICS.backgroundErrors, 1, { [ATTRIBUTES.task]: this.#task });
    const trouble = `${JSON.stringify(ids)} ${error instanceof Error ? error.message : String(error)}`;
    if (this.#said.has(trouble)) return;
    if (this.#said.size >= TROUBLES_REMEMBERED) this.#said.clear();
    this.#said.add(trouble);
    this.#logger?.warn({ err: error, ...ids }, this.#words);
  }

  /** All is well: what goes wrong from now on is said again. */
  over(): void {
    this.#said.clear();
  }
}
