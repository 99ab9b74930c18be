import { type FileHandle, open } from 'node:fs/promises';
import type { Rejection } from '../source.ts';

/** Beside the file. */
export function rejectedFile(file: string): string {
  return `${file}.rejected.ndjson`;
}

/** The list of what was rejected: JSON lines, without anything of the content. */
export class RejectedList {
  readonly #handle: FileHandle;
  #bytes: number;

  private constructor(handle: FileHandle, bytes: number) {
    this.#handle = handle;
    this.#bytes = bytes;
  }

  /** Goes on after the first `bytes`: what came behind them was not finished, and comes again. */
  static async open(file: string, bytes: number): Promise<RejectedList> {
    const handle = await open(file, bytes === 0 ? 'w' : 'r+').catch((error: NodeJS.ErrnoException) => {
      // Somebody took it away, with what was in it.
      if (error.code === 'ENOENT') return open(file, 'w');
      throw error;
    });
    const { size } = await handle.stat();
    const held = Math.min(size, bytes);
    await handle.truncate(held);
    return new RejectedList(handle, held);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Resolves when they are on the disk. */
  async add(rejections: readonly Rejection[]): Promise<void> {
    if (rejections.length === 0) return;
    const text = Buffer.from(rejections.map((rejection) => `${JSON.stringify(rejection)}\n`).join(''));
    await this.#handle.write(text, 0, text.length, this.#bytes);
    await this.#handle.sync();
    this.#bytes += text.length;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
