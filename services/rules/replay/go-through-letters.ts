import type { Ledger } from '@passback/ledger';
import type { Messaging } from '@passback/messaging';
import { LIMITS } from '../limits.ts';
import { judgeLetter, type LetterState } from './judge-letter.ts';
import { letterId } from './letter-id.ts';
import { originOf } from './origin.ts';
import { readLetters } from './read-letters.ts';
import type { Letter } from './replay-letters.ts';

export interface GoingThrough {
  readonly isReplay: boolean;
  readonly say: (line: string) => void;
}

/** `repeated`: readable, and gone through already in this round. */
export type Judgement = LetterState | 'repeated';

type CountedState = Judgement | 'dismissed';

export type LetterCounts = Readonly<Partial<Record<CountedState, number>>>;

type Parts = { readonly ledger: Ledger; readonly messaging: Messaging };

/** What a dead letter got on top of the headers of its message. */
const LETTER_HEADER = /^x-(?:origin-|error)/;

/**
 * Goes through all dead letters that are kept, says of each what becomes of it, and with `isReplay` gives those that can be read now
 * back to their topic, as they came; rules takes them as any. Doing it again changes nothing: what was taken is overtaken then. Throws
 * what ledger and broker throw, and an error where the letters could not be gone through in time.
 */
export async function goThroughLetters(parts: Parts, { isReplay, say }: GoingThrough): Promise<LetterCounts> {
  const { ledger, messaging } = parts;
  const counts: Partial<Record<CountedState, number>> = {};
  const seen = new Set<string>();
  await readLetters(messaging, LIMITS.goThroughLettersMs, async (letter) => {
    const state = await stateOf(ledger, letter, seen);
    if (isReplay && state === 'readable') await giveBack(messaging, letter);
    counts[state] = (counts[state] ?? 0) + 1;
    say(lineOf(letter, state));
  });
  return counts;
}

/** What an operator dismissed is not given back. */
async function stateOf(ledger: Ledger, letter: Letter, seen: Set<string>): Promise<CountedState> {
  const [mark] = await ledger.letterMarks.get([letterId(letter)]);
  return mark?.state === 'dismissed' ? 'dismissed' : judgeOnce(ledger, letter, seen);
}

/** One that came again, because it was replayed in vain or its batch was, is given back once. `seen`: of this round. */
export async function judgeOnce(ledger: Ledger, letter: Letter, seen: Set<string>): Promise<Judgement> {
  const state = await judgeLetter(ledger, letter);
  if (state !== 'readable') return state;
  const id = letter.headers['ce-id'] ?? `${letter.partition}:${letter.offset}`;
  if (seen.has(id)) return 'repeated';
  if (seen.size >= LIMITS.lettersRemembered) seen.clear();
  seen.add(id);
  return state;
}

/** Gives a letter back to its topic, as it came; does nothing with one of another service's. */
export async function giveBack(messaging: Messaging, { key, value, headers: all }: Letter): Promise<void> {
  const origin = originOf({ headers: all });
  if (origin === undefined) return;
  const headers = Object.fromEntries(Object.entries(all).filter(([name]) => !LETTER_HEADER.test(name)));
  const { name, type, partitions, retentionMs, maxMessageBytes } = origin;
  // The bytes as they are: a newer version may have written more than ours would write again.
  const asTheyAre = { encode: (bytes: Uint8Array) => bytes, decode: (bytes: Uint8Array) => bytes };
  const topic = { name, type, partitions, retentionMs, maxMessageBytes, ...asTheyAre };
  await messaging.produce(topic, [{ key, value, headers }]);
}

function lineOf({ key, headers, offset }: Letter, state: string): string {
  const { 'x-origin-topic': topic, 'x-error-code': code, 'x-error': error } = headers;
  return JSON.stringify({ offset, topic, key, code, error, state });
}
