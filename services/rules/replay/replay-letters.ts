import { type TopicDefinition, topics } from '@passback/contracts';
import type { IncomingMessage } from '@passback/messaging';
import { evaluateArrivals } from '../evaluate/evaluate-arrivals.ts';
import { takeStaff } from '../evaluate/take-staff.ts';
import type { RulesContext } from '../rules-context.ts';
import { originOf } from './origin.ts';

export type Letter = IncomingMessage<Uint8Array>;

/**
 * Takes in what dead letters say, as far as it can be read now. What is held already, or was overtaken, changes nothing, so letters
 * may come any number of times; what cannot be read stays where it is. Throws when the ledger is away.
 */
export async function replayLetters(context: RulesContext, letters: readonly Letter[]): Promise<void> {
  const staff = readable(topics.staff, letters);
  const snapshots = readable(topics.sectionAssessments, letters);
  if (staff.length > 0) await takeStaff(context, staff);
  if (snapshots.length > 0) await evaluateArrivals(context, snapshots);
}

function readable<T>(topic: TopicDefinition<T>, letters: readonly Letter[]): IncomingMessage<T>[] {
  return letters.flatMap((letter) => {
    if (originOf(letter) !== topic) return [];
    try {
      return [{ ...letter, value: topic.decode(letter.value) }];
    } catch {
      // It is a dead letter for that.
      return [];
    }
  });
}
