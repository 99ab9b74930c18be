import { type TopicDefinition, topics } from '@passback/contracts';
import type { IncomingMessage } from '@passback/messaging';
import { evaluateArrivals } from '../evaluate/evaluate-arrivals.ts';
import { takeStaff } from '../evaluate/take-staff.ts';
import type { RulesContext } from '../rules-context.ts';
import { letterId } from './letter-id.ts';
import { originOf } from './origin.ts';

export type Letter = IncomingMessage<Uint8Array>;

/**
 * Takes in what dead letters say, as far as it can be read now. What is stored already, or was overtaken, changes nothing, so letters
 * may come any number of times; what cannot be read stays where it is, and what an operator dismissed is not taken. Throws when the ledger is away.
 */
export async function replayLetters(context: RulesContext, letters: readonly Letter[]): Promise<void> {
  const kept = await withoutDismissed(context, letters);
  const staff = readable(topics.staff, kept);
  const snapshots = readable(topics.sectionAssessments, kept);
  if (staff.length > 0) await takeStaff(context, staff);
  if (snapshots.length > 0) await evaluateArrivals(context, snapshots);
}

async function withoutDismissed({ ledger }: RulesContext, letters: readonly Letter[]): Promise<readonly Letter[]> {
  const marks = await ledger.letterMarks.get(letters.map(letterId));
  const dismissed = new Set(marks.filter(({ state }) => state === 'dismissed').map((mark) => mark.letterId));
  return letters.filter((letter) => !dismissed.has(letterId(letter)));
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
