import type { LagResponse } from '@passback/contracts';
import { unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { askLetters } from '../dead-letters/list-dead-letters.ts';
import { Count, Nullable } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { Recent } from '../recent.ts';
import { orNull } from './paces-used.ts';

/** How what all districts have in common stands; null where the rules service does not say in time. */
export interface PlatformView {
  /** Messages that wait to be evaluated, by topic. */
  readonly lag: LagResponse['topics'] | null;
  readonly deadLetters: { readonly waiting: number } | null;
}

export const platformProperties = {
  lag: Type.Optional(
    Nullable(
      Type.Array(Type.Object({ topic: Type.String(), messages: Count })),
      'For operators: messages that wait to be evaluated, by topic; null where the rules service does not say',
    ),
  ),
  deadLetters: Type.Optional(
    Nullable(
      Type.Object({
        waiting: Type.Integer({ minimum: 0, description: 'Of those that GET /v1/dead-letters goes through' }),
      }),
      `For operators, at most ${CONSOLE_LIMITS.lettersKeptMs / 1_000} s old; null where the rules service does not say in time`,
    ),
  ),
};

/** Asks how the platform stands, again and again: going through the dead letters may take longer than anybody waits for an overview. */
export function platformViews(context: ConsoleContext): () => Promise<PlatformView> {
  const { rules, logger } = context;
  const wait = CONSOLE_LIMITS.overviewMs;
  const counts = new Recent(
    () => askLetters(context, { ids: [], cursor: '', limit: 0 }, { deadlineMs: CONSOLE_LIMITS.lettersMs }),
    CONSOLE_LIMITS.lettersKeptMs,
  );
  const askLag = (): Promise<LagResponse> =>
    unaryCall('passback.rules.v1.RulesService/Lag', rules.lag.bind(rules), {}, { deadlineMs: wait });
  return async () => {
    const [lag, letters] = await Promise.all([orNull(askLag(), logger), orNull(counts.within(wait), logger)]);
    return { lag: lag?.topics ?? null, deadLetters: letters === null ? null : { waiting: letters.waiting } };
  };
}
