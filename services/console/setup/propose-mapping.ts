/** How alike two names have to be for one to be proposed for the other: a plural or a word more, not a word in common. */
const ALIKE = 0.6;

/** One of PowerSchool's categories that an assessment type could count in. */
export interface Proposal {
  readonly category: string;
  /** 0 to 1; 1: the same but for case, accents, plural and punctuation. */
  readonly similarity: number;
}

/** The category whose name is most like the type's, where one is enough so; of those that are alike, the first of the list. Null for none. */
export function proposeCategory(type: string, categories: readonly string[]): Proposal | null {
  let best: Proposal | null = null;
  for (const category of categories) {
    const similarity = similarityOf(type, category);
    if (similarity >= ALIKE && similarity > (best?.similarity ?? 0)) best = { category, similarity };
  }
  return best;
}

/**
 * The greater of two shares: of words that both names have, and of pairs of letters (Sørensen and Dice), so that neither a word more nor a
 * letter less makes names strangers. Rounded to hundredths.
 */
export function similarityOf(one: string, other: string): number {
  const [words, others] = [wordsIn(one), wordsIn(other)];
  const shares = [dice(words, others), dice(pairsIn(words.join(' ')), pairsIn(others.join(' ')))];
  return Math.round(Math.max(...shares) * 100) / 100;
}

/** Lower case, without accents and punctuation, each word in the singular; "&" is a word that says nothing. */
function wordsIn(name: string): string[] {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !IDLE.has(word)).map(singular);
}

const IDLE: ReadonlySet<string> = new Set(['and', 'the', 'of', 'y', 'de', 'la', 'el']);

/** Quizzes → quiz, classes → class, labs → lab, studies → study; words that are too short to tell stay. */
function singular(word: string): string {
  if (word.length <= 3) return word;
  if (/zzes$/.test(word)) return word.slice(0, -3);
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (/ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function pairsIn(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
}

function dice(one: readonly string[], other: readonly string[]): number {
  if (one.length + other.length === 0) return 0;
  const left = [...other];
  let common = 0;
  for (const each of one) {
    const at = left.indexOf(each);
    if (at < 0) continue;
    left.splice(at, 1);
    common += 1;
  }
  return (2 * common) / (one.length + other.length);
}
