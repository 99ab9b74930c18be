/** How much it matters: `info` needs nobody, `warning` somebody should look, `error` it will not go until somebody acts. */
type ReasonLevel = 'info' | 'warning' | 'error';
/** Who can do something about it. */
export type ReasonOwner = 'teacher' | 'otusAdmin' | 'powerschoolAdmin' | 'nobody';

/** Sentences for a teacher: what is the matter, and what to do. */
export interface ReasonWords {
  readonly level: ReasonLevel;
  readonly message: string;
  readonly fix: string;
  readonly who: ReasonOwner;
}

/** Better words for a reason that carries these params: each `true` one has to be there, each other one to be equal. */
export interface ReasonVariant {
  readonly when: Readonly<Record<string, string | true>>;
  /** May name the params of `when` as `{dueDate}`. */
  readonly words: Partial<ReasonWords>;
}

export interface ReasonEntry extends ReasonWords {
  /** The first that fits is used; the words of the entry stand without params. */
  readonly variants?: readonly ReasonVariant[];
}
