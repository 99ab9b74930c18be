import { open, readFile, rename, stat } from 'node:fs/promises';
import { digestOfBeginning } from '../records/read-records.ts';
import { type Source, SourceError } from '../source.ts';

/** How far a file was sent. */
export interface Checkpoint {
  readonly version: 1;
  /** Where to; another service or district has had nothing of it. */
  readonly url: string;
  readonly districtId: string;
  /** Bytes of the file that were sent, their SHA-256, and the line that comes next. */
  readonly offset: number;
  readonly sha256: string;
  readonly line: number;
  /** Of the other files that belong to it. */
  readonly othersSha256: string | null;
  readonly accepted: number;
  readonly rejected: number;
  /** Bytes of the list of rejected lines that belong to it. */
  readonly rejectedBytes: number;
  /** Whether what is wrong beside the lines is in the list. */
  readonly isComplete: boolean;
}

export type Target = Pick<Checkpoint, 'url' | 'districtId'>;

const OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export function beginning(target: Target, { othersSha256 }: Source): Checkpoint {
  const counts = { accepted: 0, rejected: 0, rejectedBytes: 0, isComplete: false };
  return { version: 1, ...target, offset: 0, sha256: OF_NOTHING, line: 1, othersSha256, ...counts };
}

/** Beside the file. */
export function checkpointFile(file: string): string {
  return `${file}.checkpoint.json`;
}

/**
 * How far the file was sent before; where it was not, from its beginning. Throws `SourceError` where what was sent is not what is there
 * now: which lines were sent is not known then.
 */
export async function resume(source: Source, target: Target): Promise<Checkpoint> {
  const held = await readCheckpoint(checkpointFile(source.file));
  if (held === null) return beginning(target, source);
  const refuse = (why: string): never => {
    throw new SourceError(`${checkpointFile(source.file)} ${why}: --restart sends all of it from the beginning`);
  };
  if (held.url !== target.url || held.districtId !== target.districtId)
    refuse(`is of what was sent to district ${held.districtId} at ${held.url}`);
  const isSame =
    (await stat(source.file)).size >= held.offset &&
    (await digestOfBeginning(source.file, held.offset)) === held.sha256;
  if (!isSame) refuse('is of another file than the one that is here now');
  if (held.othersSha256 !== source.othersSha256) refuse('is of other scores than those that are here now');
  return held;
}

async function readCheckpoint(file: string): Promise<Checkpoint | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    const held = JSON.parse(text) as Checkpoint;
    if (held.version === 1) return held;
  } catch {
    // As one of another version.
  }
  throw new SourceError(`${file} cannot be read: --restart sends all of it from the beginning`);
}

/** As a whole or not at all, also when the machine loses its power. */
export async function writeCheckpoint(source: Source, checkpoint: Checkpoint): Promise<void> {
  const file = checkpointFile(source.file);
  const written = `${file}.new`;
  const handle = await open(written, 'w');
  try {
    await handle.writeFile(`${JSON.stringify(checkpoint)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(written, file);
}
