import { topics } from '@passback/contracts';

/** What Otus says: a run takes in all of it that was accepted before the run began. */
export const INPUT_TOPICS = [topics.sectionAssessments, topics.staff] as const;
