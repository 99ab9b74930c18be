import { topics } from '@passback/contracts';
import type { IncomingMessage } from '@passback/messaging';

/** Where a letter stands: `topic/partition/offset`. */
export interface LetterPlace {
  readonly partition: number;
  readonly offset: bigint;
}

const ID = new RegExp(String.raw`^${RegExp.escape(topics.deadLetters.name)}/(\d{1,9})/(\d{1,19})$`);

export function letterId({ partition, offset }: Pick<IncomingMessage<unknown>, 'partition' | 'offset'>): string {
  return `${topics.deadLetters.name}/${partition}/${offset}`;
}

/** Null where it is no id of a letter. */
export function letterPlace(id: string): LetterPlace | null {
  const [, partition, offset] = ID.exec(id) ?? [];
  if (partition === undefined || offset === undefined) return null;
  return { partition: Number(partition), offset: BigInt(offset) };
}

/** For sorting, the newest first. */
export function laterFirst(one: LetterPlace, other: LetterPlace): number {
  if (one.offset !== other.offset) return one.offset > other.offset ? -1 : 1;
  return other.partition - one.partition;
}
