/** One cell to write. `resend`: unchanged in Otus, written only where PowerSchool lost it or still has what was sent. */
export interface ScoreWrite {
  readonly scoreId: string;
  readonly sisStudentId: string;
  readonly points: number;
  readonly cause: 'changed' | 'resend';
}

/**
 * What has to be done so that PowerSchool holds what is desired; nothing but `none` where all of it was done and recorded.
 * A `create` is recorded with no cells but those that it wrote: what stood in an assignment before is not in this one. An `update`
 * is recorded with the desired title, due date, total points and assessment type, and with the category only where it is named.
 */
export type Effect =
  | { readonly kind: 'none' }
  | { readonly kind: 'create'; readonly scores: readonly ScoreWrite[] }
  | {
      readonly kind: 'update';
      /** Fields that changed in Otus since they were last written; none where only the type did and its category is the same. */
      readonly changed: readonly ('title' | 'dueDate' | 'totalPoints' | 'category')[];
      readonly scores: readonly ScoreWrite[];
    }
  | { readonly kind: 'scoresOnly'; readonly scores: readonly ScoreWrite[] };
