import { ATTRIBUTES, METRICS, measure } from '@passback/telemetry';

/** Work that nobody waits for: what goes wrong with it is tried again by itself. */
export type BackgroundTask =
  | 'clock'
  | 'briefings'
  | 'sending'
  | 'held_reasons'
  | 'retention'
  | 'topic_retention'
  | 'start_offsets'
  | 'claims'
  | 'lanes'
  | 'lag';

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
    // From the start, so that the first error is an increase.
    this.#count(0);
  }

  /** `ids`: what it went wrong with. */
  met(error: unknown, ids: object = {}): void {
    this.#count(1);
    const trouble = `${startOf(ids)}${error instanceof Error ? error.message : String(error)}`;
    if (this.#said.has(trouble)) return;
    if (this.#said.size >= TROUBLES_REMEMBERED) this.#said.clear();
    this.#said.add(trouble);
    this.#logger?.warn({ err: error, ...ids }, this.#words);
  }

  /** All is well, or all that has these `ids`: what goes wrong from now on is said again. */
  over(ids?: object): void {
    const start = ids === undefined ? '' : startOf(ids);
    for (const trouble of this.#said) if (trouble.startsWith(start)) this.#said.delete(trouble);
  }

  #count(errors: number): void {
    measure(METRICS.backgroundErrors, errors, { [ATTRIBUTES.task]: this.#task });
  }
}

function startOf(ids: object): string {
  return `${JSON.stringify(ids)} `;
}
