/** One cell to write. `resend`: unchanged in Otus, written only where PowerSchool lost it or still has what was sent. */
export interface ScoreWrite {
  readonly scoreId: string;
  readonly sisStudentId: string;
  readonly points: number;
  readonly cause: 'changed' | 'resend';
}

/** What has to be done so that PowerSchool holds what is desired. */
export type Effect =
  | { readonly kind: 'none' }
  | { readonly kind: 'create'; readonly scores: readonly ScoreWrite[] }
  | {
      readonly kind: 'update';
      /** Names of the fields that changed in Otus since they were last written. */
      readonly changed: readonly ('title' | 'dueDate' | 'totalPoints' | 'category')[];
      readonly scores: readonly ScoreWrite[];
    }
  | { readonly kind: 'scoresOnly'; readonly scores: readonly ScoreWrite[] };
