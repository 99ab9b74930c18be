import type { EpochMs } from '@passback/domain';

/** What an operator did with a dead letter. */
export interface LetterMark {
  /** `topic/partition/offset` of the letter itself. */
  readonly letterId: string;
  readonly state: 'replayed' | 'dismissed';
  readonly at: EpochMs;
  /** Who asked: `person:` and 12 hex digits. */
  readonly by: string;
  /** Why it was dismissed; null of a replay. */
  readonly reason: string | null;
}

/** What was done with dead letters, so that nobody has to look at one twice. A mark goes some time after its letter did. */
export interface LetterMarkStore {
  /** A mark that is there stays as it is; gives the ids that are marked by this call. At most 100. */
  put(marks: readonly LetterMark[]): Promise<readonly string[]>;
  /** Those that there are of the ids, in any order. At most 1,000. */
  get(letterIds: readonly string[]): Promise<readonly LetterMark[]>;
  /** Removes those from before `before`; how many went. */
  prune(before: EpochMs): Promise<number>;
}
