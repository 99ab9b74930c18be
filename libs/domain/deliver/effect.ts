import type { FieldName } from './decide-fields.ts';

/** One cell to write. `look`: only what PowerSchool holds there tells whether it is to be written. */
export interface ScoreWrite {
  readonly scoreId: string;
  readonly studentId: string;
  readonly sisStudentId: string;
  readonly points: number;
  readonly cause: 'changed' | 'look';
}

/**
 * What has to be done so that PowerSchool holds what is desired; nothing but `none` where all of it was done and recorded.
 * A `create` is recorded with no cells but those that it wrote: what stood in an assignment before is not in this one. An `update`
 * is recorded with the desired fields and assessment type; of the category what was there, where it was not written.
 */
export type Effect =
  | { readonly kind: 'none' }
  | { readonly kind: 'create'; readonly scores: readonly ScoreWrite[] }
  | {
      readonly kind: 'update';
      /**
       * Fields that changed in Otus since they were last written; none where only the type did and its category is the same, or where
       * the assignment is in doubt and has to be looked at.
       */
      readonly changed: readonly FieldName[];
      readonly scores: readonly ScoreWrite[];
    }
  | { readonly kind: 'scoresOnly'; readonly scores: readonly ScoreWrite[] };
