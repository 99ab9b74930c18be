import { type TopicDefinition, topics } from '@passback/contracts';

/** A topic whose messages are neither read nor written where it is named. */
export type AnyTopic = TopicDefinition<never>;

/** What Otus says: a run takes in all of it that was accepted before the run began. */
export const INPUT_TOPICS = [topics.sectionAssessments, topics.staff] as AnyTopic[];
