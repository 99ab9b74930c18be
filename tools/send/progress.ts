import type { IngestionError } from '@passback/ingestion-client';
import type { Checkpoint } from './sending/checkpoint.ts';

/** A line at most this often. */
const EVERY_MS = 2_000;

const number = new Intl.NumberFormat('en-US');

/** Says to people how far it is, on stderr. */
export class Progress {
  readonly #tell: (line: string) => void;
  readonly #size: number;
  readonly #now: () => number;
  #begin: { readonly at: number; readonly count: number } | null = null;
  #toldAt = -Infinity;

  /** `size`: of the file in bytes. */
  constructor(tell: (line: string) => void, size: number, now: () => number = () => performance.now()) {
    this.#tell = tell;
    this.#size = size;
    this.#now = now;
  }

  reached(checkpoint: Checkpoint): void {
    const at = this.#now();
    const count = checkpoint.accepted + checkpoint.rejected;
    if (this.#begin === null) {
      this.#begin = { at, count };
      if (checkpoint.offset > 0)
        this.#tell(`goes on at line ${number.format(checkpoint.line)}: ${counts(checkpoint)} before`);
      this.#toldAt = at;
      return;
    }
    if (at - this.#toldAt < EVERY_MS) return;
    this.#toldAt = at;
    const seconds = (at - this.#begin.at) / 1_000;
    const perSecond = Math.round((count - this.#begin.count) / Math.max(seconds, 0.001));
    const percent = Math.floor((100 * checkpoint.offset) / Math.max(this.#size, 1));
    this.#tell(`${percent} %: ${counts(checkpoint)}, ${number.format(perSecond)} a second`);
  }

  waits(waitMs: number, error: IngestionError): void {
    this.#tell(`${error.message}: tries again in ${(waitMs / 1_000).toFixed(1)} s`);
  }
}

export function counts({ accepted, rejected }: Pick<Checkpoint, 'accepted' | 'rejected'>): string {
  return `${number.format(accepted)} taken, ${number.format(rejected)} rejected`;
}
