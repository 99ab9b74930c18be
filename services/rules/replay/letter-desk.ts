import type { LetterMark } from '@passback/ledger';
import { LIMITS } from '../limits.ts';
import type { RulesContext } from '../rules-context.ts';
import { type DescribedLetter, describeLetter } from './describe-letter.ts';
import { giveBack, type Judgement, judgeOnce } from './go-through-letters.ts';
import { laterFirst, letterId, letterPlace } from './letter-id.ts';
import { readLetters } from './read-letters.ts';

export interface KnownLetter extends DescribedLetter {
  /** What a replay finds. */
  readonly outlook: Judgement;
}

export interface ShownLetter extends KnownLetter {
  readonly state: 'waiting' | 'replayed' | 'dismissed';
  readonly mark: LetterMark | null;
}

export interface LetterPage {
  readonly letters: readonly ShownLetter[];
  /** Empty on the last page. */
  readonly cursor: string;
  readonly counts: Readonly<Record<ShownLetter['state'], number>>;
  readonly isTruncated: boolean;
}

export interface LetterResult {
  readonly id: string;
  readonly outcome: 'done' | 'already' | 'notReadable' | 'unknown';
}

interface Survey {
  /** The newest first. */
  readonly letters: readonly KnownLetter[];
  readonly isTruncated: boolean;
  readonly at: number;
}

/** Too many ask for the dead letters at once. */
export class DeskBusyError extends Error {}

type DeskContext = Pick<RulesContext, 'ledger' | 'messaging' | 'clock'>;

/** What the operator does with dead letters, from a page. Whoever asks while they are gone through waits for the same round. */
export class LetterDesk {
  readonly #context: DeskContext;
  #surveying: Promise<Survey> | null = null;
  #survey: Survey | null = null;
  #replays = 0;

  constructor(context: DeskContext) {
    this.#context = context;
  }

  /** A page of letters, those of `ids` only where some are given. Throws what ledger and broker throw. */
  async list(asked: { ids: readonly string[]; cursor: string; limit: number }): Promise<LetterPage> {
    const { letters, isTruncated } = await this.#recent();
    const shown = await this.#withMarks(letters);
    const counts = { waiting: 0, replayed: 0, dismissed: 0 };
    for (const { state } of shown) counts[state] += 1;
    const after = letterPlace(asked.cursor);
    const wanted = new Set(asked.ids);
    const matching = shown
      .filter(({ id }) => wanted.size === 0 || wanted.has(id))
      .filter(({ place }) => after === null || laterFirst(after, place) < 0);
    const page = matching.slice(0, asked.limit);
    const cursor = matching.length > page.length ? (page.at(-1)?.id ?? '') : '';
    return { letters: page, cursor, counts, isTruncated };
  }

  /** Remembers why nothing is to become of them. */
  async dismiss(ids: readonly string[], by: string, reason: string): Promise<LetterResult[]> {
    const { letters } = await this.#fresh();
    const known = new Set(letters.map(({ id }) => id));
    const at = this.#context.clock.now();
    const marks = ids
      .filter((id) => known.has(id))
      .map((letter) => ({ letterId: letter, state: 'dismissed' as const, at, by, reason }));
    const marked = new Set(await this.#context.ledger.letterMarks.put(marks));
    return ids.map((id) => ({ id, outcome: marked.has(id) ? 'done' : known.has(id) ? 'already' : 'unknown' }));
  }

  /** Gives those that can be read now back to their topic. One that is given back and not marked is given back again, which changes nothing. */
  async replay(ids: readonly string[], by: string): Promise<LetterResult[]> {
    if (this.#replays >= LIMITS.letterReplaysAtOnce) throw new DeskBusyError('dead letters are being replayed');
    this.#replays += 1;
    try {
      return await this.#replayChosen(ids, by);
    } finally {
      this.#replays -= 1;
      this.#survey = null;
    }
  }

  async #replayChosen(ids: readonly string[], by: string): Promise<LetterResult[]> {
    const { ledger, messaging, clock } = this.#context;
    const marked = new Set((await ledger.letterMarks.get(ids)).map((mark) => mark.letterId));
    const wanted = new Set(ids);
    const outcomes = new Map<string, LetterResult['outcome']>();
    const seen = new Set<string>();
    await readLetters(messaging, LIMITS.letterSurveyMs, async (letter) => {
      const id = letterId(letter);
      // Those of a batch may come twice.
      if (!wanted.has(id) || outcomes.has(id)) return;
      const judgement = marked.has(id) ? 'overtaken' : await judgeOnce(ledger, letter, seen);
      if (judgement === 'readable') await giveBack(messaging, letter);
      outcomes.set(id, outcomeOf(judgement));
    });
    const done = ids.filter((id) => outcomes.get(id) === 'done');
    const at = clock.now();
    await ledger.letterMarks.put(
      done.map((letter) => ({ letterId: letter, state: 'replayed' as const, at, by, reason: null })),
    );
    return ids.map((id) => ({ id, outcome: outcomes.get(id) ?? 'unknown' }));
  }

  async #recent(): Promise<Survey> {
    const survey = this.#survey;
    const isRecent = survey !== null && this.#context.clock.now() - survey.at < LIMITS.letterSurveyKeptMs;
    return isRecent ? survey : this.#fresh();
  }

  #fresh(): Promise<Survey> {
    this.#surveying ??= this.#goThrough().finally(() => {
      this.#surveying = null;
    });
    return this.#surveying;
  }

  async #goThrough(): Promise<Survey> {
    const { ledger, messaging, clock } = this.#context;
    const at = clock.now();
    const letters = new Map<string, KnownLetter>();
    const seen = new Set<string>();
    let isTruncated = false;
    await readLetters(messaging, LIMITS.letterSurveyMs, async (letter) => {
      const id = letterId(letter);
      if (letters.has(id)) return;
      const outlook = await judgeOnce(ledger, letter, seen);
      letters.set(id, { ...describeLetter(letter), outlook });
      const [oldest] = letters.keys();
      if (letters.size <= LIMITS.lettersShown || oldest === undefined) return;
      letters.delete(oldest);
      isTruncated = true;
    });
    const sorted = [...letters.values()].toSorted((one, other) => laterFirst(one.place, other.place));
    this.#survey = { letters: sorted, isTruncated, at };
    return this.#survey;
  }

  async #withMarks(letters: readonly KnownLetter[]): Promise<ShownLetter[]> {
    const marks = new Map<string, LetterMark>();
    for (let start = 0; start < letters.length; start += LIMITS.letterMarksAtOnce) {
      const ids = letters.slice(start, start + LIMITS.letterMarksAtOnce).map(({ id }) => id);
      for (const mark of await this.#context.ledger.letterMarks.get(ids)) marks.set(mark.letterId, mark);
    }
    return letters.map((letter) => {
      const mark = marks.get(letter.id) ?? null;
      return { ...letter, mark, state: mark?.state ?? (isTaken(letter.outlook) ? 'replayed' : 'waiting') };
    });
  }
}

function isTaken(judgement: Judgement): boolean {
  return judgement === 'overtaken' || judgement === 'repeated';
}

function outcomeOf(judgement: Judgement): LetterResult['outcome'] {
  if (judgement === 'readable') return 'done';
  return isTaken(judgement) ? 'already' : 'notReadable';
}
