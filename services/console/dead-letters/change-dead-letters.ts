import type { DeadLetterResult } from '@passback/contracts';
import { type HttpServer, unaryCall } from '@passback/service-kit';
import { type TProperties, Type } from 'typebox';
import { audited } from '../audit/audited.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking, type Caller } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { askLetters } from './list-dead-letters.ts';

/** Where the log of commands has what is about no district that is known. */
const NO_DISTRICT = '';

const deadline = { deadlineMs: CONSOLE_LIMITS.lettersMs };
const Ids = Type.Array(Type.String({ pattern: String.raw`^[A-Za-z0-9._-]{1,100}/\d{1,9}/\d{1,19}$` }), {
  minItems: 1,
  maxItems: CONSOLE_LIMITS.lettersMost,
  uniqueItems: true,
});

interface Results {
  readonly results: DeadLetterResult[];
}

const response = {
  200: Answer<Results>('What came of each', {
    results: Type.Array(
      Type.Object({
        id: Type.String(),
        outcome: Type.Enum(['done', 'already', 'notReadable', 'unknown'], {
          description: '`already`: replayed, overtaken or dismissed before',
        }),
      }),
    ),
  }),
  ...PROBLEMS,
};

const tags = ['dead letters'];
const Body = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false });

const replaySchema = {
  tags,
  summary: 'Gives dead letters back to their topic, those that can be read now',
  description: 'For operators who are signed in. Doing it again changes nothing.',
  body: Body({ ids: Ids }),
  response,
};

/** `POST /v1/dead-letters/replay` */
export function replayDeadLetters(server: HttpServer, context: ConsoleContext): void {
  const { rules } = context;
  server.post('/v1/dead-letters/replay', { schema: replaySchema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { ids } = request.body;
      const asked = { ids, requestedBy: request.requestedBy };
      const method = rules.replayDeadLetters.bind(rules);
      const replay = () => unaryCall('passback.rules.v1.RulesService/ReplayDeadLetters', method, asked, deadline);
      const of = { caller: request.caller, command: 'replayLetters', ids } as const;
      return reply.send({ results: (await auditedInDistricts(context, of, replay)).results });
    }),
  );
}

const dismissSchema = {
  tags,
  summary: 'Puts dead letters away for good, with a reason',
  description: 'For operators who are signed in. What is dismissed is not replayed, whoever asks.',
  body: Body({
    ids: Ids,
    reason: Type.String({
      minLength: 1,
      maxLength: 500,
      pattern: String.raw`\S`,
      description: 'Is kept and shown: without anything about students',
    }),
  }),
  response,
};

/** `POST /v1/dead-letters/dismiss` */
export function dismissDeadLetters(server: HttpServer, context: ConsoleContext): void {
  const { rules } = context;
  server.post('/v1/dead-letters/dismiss', { schema: dismissSchema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { ids, reason } = request.body;
      const asked = { ids, reason, requestedBy: request.requestedBy };
      const method = rules.dismissDeadLetters.bind(rules);
      const dismiss = () => unaryCall('passback.rules.v1.RulesService/DismissDeadLetters', method, asked, deadline);
      const of = { caller: request.caller, command: 'dismissLetters', ids, reason } as const;
      return reply.send({ results: (await auditedInDistricts(context, of, dismiss)).results });
    }),
  );
}

interface LetterResults {
  readonly results: DeadLetterResult[];
}

interface LetterCommand {
  readonly caller: Caller;
  readonly command: 'replayLetters' | 'dismissLetters';
  readonly ids: string[];
  readonly reason?: string;
}

/** A command that is in the log of each district that its letters are of, with those ids; all of it is written before it takes effect. */
async function auditedInDistricts(
  context: ConsoleContext,
  { caller, command, ids, reason }: LetterCommand,
  work: () => Promise<LetterResults>,
): Promise<LetterResults> {
  const byDistrict = await idsByDistrict(context, ids);
  const within = [...byDistrict].reduceRight<() => Promise<LetterResults>>(
    (inner, [districtId, ofDistrict]) =>
      () =>
        audited(
          context,
          {
            districtId,
            ...asking({ caller }),
            command,
            asked: { letters: ofDistrict, ...(reason !== undefined && { reason }) },
          },
          inner,
          ({ results }) => ({ status: 200, result: doneOf(results, ofDistrict) }),
        ),
    work,
  );
  return within();
}

function doneOf(results: DeadLetterResult[], ids: readonly string[]): { readonly done: number } {
  return { done: results.filter(({ id, outcome }) => outcome === 'done' && ids.includes(id)).length };
}

async function idsByDistrict(context: ConsoleContext, ids: string[]): Promise<Map<string, string[]>> {
  const { letters } = await askLetters(context, { ids, cursor: '', limit: ids.length }, deadline);
  const districtOf = new Map(letters.map(({ id, districtId }) => [id, districtId]));
  const known = new Set((await context.ledger.districts.list()).map(({ settings }) => settings.districtId));
  const byDistrict = new Map<string, string[]>();
  for (const id of ids) {
    const named = districtOf.get(id) ?? NO_DISTRICT;
    const districtId = known.has(named) ? named : NO_DISTRICT;
    byDistrict.set(districtId, [...(byDistrict.get(districtId) ?? []), id]);
  }
  return byDistrict;
}
