import { type SectionAssessmentChanged, type StaffChanged, type TopicDefinition, topics } from '@passback/contracts';
import type { ConsumeOptions, Messaging } from '@passback/messaging';

/** The value that the older version does not know, as it sees it. */
const UNKNOWN = 'of-a-later-version';

/**
 * Messaging as a version of rules sees it that does not know the status `late` or the role `coTeacher` yet, and takes in no dead letters.
 * What it puts aside are the bytes as they came.
 */
export function seenByOlderVersion(messaging: Messaging): Messaging {
  const consume = <T>(topic: TopicDefinition<T>, options: ConsumeOptions<T>) => {
    if (topic.name === topics.deadLetters.name)
      return Promise.resolve({ trouble: () => null, stop: () => Promise.resolve() });
    return messaging.consume({ ...topic, decode: (bytes) => withoutLate(topic.decode(bytes)) }, options);
  };
  return new Proxy(messaging, {
    get: (target, key) => {
      if (key === 'consume') return consume;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function withoutLate<T>(message: T): T {
  const { snapshot, staff } = message as Partial<SectionAssessmentChanged & StaffChanged>;
  const scores = snapshot?.scores.map((score) => (score.status === 'late' ? { ...score, status: UNKNOWN } : score));
  const people = staff?.map((member) => (member.role === 'coTeacher' ? { ...member, role: UNKNOWN } : member));
  return { ...message, ...(snapshot && { snapshot: { ...snapshot, scores } }), ...(people && { staff: people }) };
}
