import type { ListDeadLettersResponse } from '@passback/contracts';
import { type HttpServer, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, Count, Limit, Nullable, PROBLEMS, Query } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { Letter, type LetterView, letterView } from './letter-view.ts';

interface LetterList {
  readonly items: LetterView[];
  readonly cursor: string | null;
  readonly counts: { readonly waiting: number; readonly replayed: number; readonly dismissed: number };
  readonly truncated: boolean;
}

const schema = {
  tags: ['dead letters'],
  summary: 'Messages that were put aside, the newest first',
  description:
    'Of all districts; for operators who are signed in, and for no token. Of a payload only ids of districts, sections and units and ' +
    'the names of its fields are shown: no student, and no points.',
  querystring: Query({
    cursor: Type.Optional(Type.String({ maxLength: 100, description: 'Of the page before' })),
    limit: Limit(CONSOLE_LIMITS.lettersMost, CONSOLE_LIMITS.lettersMost),
  }),
  response: {
    200: Answer<LetterList>('A page', {
      items: Type.Array(Letter),
      cursor: Nullable(Type.String(), 'Null on the last page'),
      counts: Type.Object(
        { waiting: Count, replayed: Count, dismissed: Count },
        { description: 'Of all that are gone through' },
      ),
      truncated: Type.Boolean({
        description: 'There are more than are gone through; the oldest are left out',
      }),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/dead-letters` */
export function listDeadLetters(server: HttpServer, context: ConsoleContext): void {
  server.get('/v1/dead-letters', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { cursor = '', limit } = request.query;
      const deadline = { deadlineMs: CONSOLE_LIMITS.lettersMs };
      const { letters, ...answer } = await askLetters(context, { ids: [], cursor, limit }, deadline);
      const { waiting, replayed, dismissed, truncated } = answer;
      return reply.send({
        items: letters.map(letterView),
        cursor: answer.cursor === '' ? null : answer.cursor,
        counts: { waiting, replayed, dismissed },
        truncated,
      });
    }),
  );
}

/** Asks the rules service for letters. Throws as `unaryCall` does. */
export function askLetters(
  { rules }: Pick<ConsoleContext, 'rules'>,
  asked: { readonly ids: string[]; readonly cursor: string; readonly limit: number },
  deadline: { readonly deadlineMs: number },
): Promise<ListDeadLettersResponse> {
  const method = rules.listDeadLetters.bind(rules);
  return unaryCall('passback.rules.v1.RulesService/ListDeadLetters', method, asked, deadline);
}
