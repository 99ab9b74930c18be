import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, Nullable, PROBLEMS } from '../http/schemas.ts';
import { checkKnown } from '../sign-in/access.ts';
import type { Links } from './links.ts';

const Link = (description: string) => Nullable(Type.String({ format: 'uri' }), description);

const { 401: unknown, 429: tooMany, 503: away } = PROBLEMS;

const schema = {
  tags: ['session'],
  summary: 'Where to find traces, metrics and the runbook',
  description: 'For everybody who is signed in, and every token.',
  response: {
    200: Answer<Links>('http or https; null: the operator named none', {
      jaeger: Link('Jaeger’s page; a trace is at `/trace/{traceId}` below it'),
      grafana: Link('Grafana’s page'),
      runbook: Link('What to do by symptom, as the operator has it'),
    }),
    ...{ 401: unknown, 429: tooMany, 503: away },
  },
};

/** `GET /v1/links` */
export function getLinks(server: HttpServer, context: ConsoleContext): void {
  server.get('/v1/links', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      await checkKnown(request, context);
      return reply.send(context.links);
    }),
  );
}
