import path from 'node:path';
import type { BenchDistrict } from '../district/bench-district.ts';
import { Program } from '../system/program.ts';
import { until } from '../system/until.ts';

const LIMIT_MS = 60_000;

/** The least that can be done with the same bytes on SQLite alone: append, read, one bulk upsert a batch, no logic. */
export class SqliteFloor implements AsyncDisposable {
  readonly #program: Program;
  #seconds: number | null = null;

  private constructor(program: Program) {
    this.#program = program;
    program.onMessage((message) => (this.#seconds = (message as { seconds: number }).seconds));
  }

  static async start(folder: string): Promise<SqliteFloor> {
    const files = [path.join(folder, 'floor-log.sqlite'), path.join(folder, 'floor-units.sqlite')];
    const program = new Program({ file: 'tools/bench/floor/sqlite-writer.ts', args: files });
    try {
      await program.untilSays(/ready/);
      return new SqliteFloor(program);
    } catch (error) {
      await program.stop();
      throw error;
    }
  }

  /** Seconds for all of it. */
  async measure(district: BenchDistrict): Promise<number> {
    this.#seconds = null;
    this.#program.send(district);
    return until('the floor on SQLite', LIMIT_MS, async () => this.#seconds);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#program.stop();
  }
}
