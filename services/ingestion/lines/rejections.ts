import type { FieldError } from '@passback/service-kit';
import { INGESTION_LIMITS } from '../limits.ts';

export interface RejectedLine {
  readonly line: number;
  readonly errors: readonly FieldError[];
}

/** The lines of a stream that were not taken: the first ones with their errors, all of them counted. */
export class Rejections {
  readonly lines: RejectedLine[] = [];
  #count = 0;
  #errors = 0;

  get count(): number {
    return this.#count;
  }

  add(line: number, errors: readonly FieldError[]): void {
    this.#count += 1;
    const left = INGESTION_LIMITS.reportedErrors - this.#errors;
    if (this.lines.length >= INGESTION_LIMITS.reportedLines || left === 0) return;
    const told = errors.slice(0, left);
    this.#errors += told.length;
    this.lines.push({ line, errors: told });
  }
}
