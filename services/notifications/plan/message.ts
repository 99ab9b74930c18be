import type { Language, LocalDate, Reason } from '@passback/domain';
import type { Briefing, OpenAlert } from './briefing.ts';
import type { TeacherItem } from './held-counts.ts';

/** All that a message says, as it is stored with it: codes, titles, counts. */
export interface MessageContent {
  readonly districtId: string;
  readonly districtName: string;
  readonly language: Language;
  readonly date: LocalDate;
  /** For those who look after the district. */
  readonly briefing?: Pick<Briefing, 'alerts' | 'over' | 'newReasons' | 'weekly'> & {
    /** Told before in a message that may not have arrived, and not over. */
    readonly still?: readonly OpenAlert[];
    /** Something that was told of before is not over; left out where nothing is. */
    readonly isMoreOpen?: boolean;
  };
  /** For who teaches. */
  readonly digest?: Digest;
}

export interface Digest {
  readonly items: readonly DigestItem[];
  /** Further assessments that are not told one by one. */
  readonly more: number;
}

interface DigestItem {
  readonly sectionAssessmentId: string;
  readonly title: string;
  readonly reason: Reason;
  readonly scores: number;
}

/** Assessments told one by one. */
const ITEMS_TOLD = 15;

/** Most scores first. */
export function digestOf(items: readonly TeacherItem[]): Digest {
  const sorted = [...items].sort((one, other) => other.scores - one.scores || (one.title < other.title ? -1 : 1));
  return {
    items: sorted
      .slice(0, ITEMS_TOLD)
      .map(({ sectionAssessmentId, title, reason, scores }) => ({ sectionAssessmentId, title, reason, scores })),
    more: Math.max(0, sorted.length - ITEMS_TOLD),
  };
}
