import type { PassThrough } from 'node:stream';
import type { RunRecord } from '@passback/ledger';
import type { HttpServer } from '@passback/service-kit';
import { ATTRIBUTES } from '@passback/telemetry';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notFound } from '../http/problems.ts';
import { Count, Instant, Nullable, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { nightSettings, runProperties, surroundingsOf } from './get-runs.ts';
import { type RunProgressView, runProgressView } from './run-progress-view.ts';
import { endStream, type RunStream } from './run-streams.ts';
import { type NightSettings, type RunView, runView } from './run-view.ts';

interface RunEvent extends RunView {
  readonly progress: RunProgressView;
}

const progress = Type.Object({
  doneUnits: Type.Integer({ minimum: 0, description: 'Units that need no further attempt' }),
  plannedUnits: Count,
  unitsPerMinute: Nullable(Type.Number(), 'Since the run began; null as long as no unit is done'),
  estimatedEndAt: Nullable(
    Instant,
    'At the pace since the run began; null while it is planned or blocked, and when it is finished',
  ),
});

const schema = {
  tags: ['nights'],
  summary: 'How far a run is, told as it changes',
  description:
    'Server-sent events: `run` with the run as JSON, at once and whenever what was counted has changed; `end` when the run is finished. ' +
    'The stream then closes, and otherwise after ten minutes: a client that wants to know more comes again.',
  params: Type.Object({ districtId: Type.String(), runId: Type.String() }),
  response: {
    200: Type.Unsafe<PassThrough>({
      description: 'The data of an event `run`; those of `end` are empty',
      content: { 'text/event-stream': { schema: Type.Object({ ...runProperties, progress }) } },
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/runs/{runId}/events` */
export function runEvents(server: HttpServer, context: ConsoleContext): void {
  const options = { schema, exposeHeadRoute: false };
  server.get('/v1/districts/:districtId/runs/:runId/events', options, (request, reply) =>
    inRequestSpan(request, reply, async (span) => {
      const { districtId, runId } = request.params;
      span.setAttribute(ATTRIBUTES.run, runId);
      const run = await context.ledger.runs.get(districtId, runId);
      if (run === null) throw notFound('no such run is known of this district');
      const settings = await nightSettings(context, districtId);
      const first = await eventOf(context, run, settings);
      const stream = context.runStreams.open(request.requestedBy);
      void follow(context, { districtId, runId, settings }, stream, first);
      // The connection ends with the stream: a process that stops then has none left to wait for.
      const headers = { connection: 'close', 'x-accel-buffering': 'no' };
      return reply.type('text/event-stream').headers(headers).send(stream.body);
    }),
  );
}

interface FollowedRun {
  readonly districtId: string;
  readonly runId: string;
  readonly settings: NightSettings | null;
}

/** Tells of the run until it is finished, the stream has ended or had its time. Never rejects: then the stream is ended. */
async function follow(
  context: ConsoleContext,
  key: FollowedRun,
  { body, ended }: RunStream,
  first: RunEvent,
): Promise<void> {
  const { clock, logger } = context;
  const begin = clock.monotonic();
  const told = { counted: '', at: begin };
  body.write(`retry: ${CONSOLE_LIMITS.retryAfterSeconds * 1_000}\n\n`);
  try {
    let event: RunEvent | null = first;
    while (!ended.aborted && event !== null && clock.monotonic() - begin < CONSOLE_LIMITS.runStreamMs) {
      tell(body, event, told, clock.monotonic());
      if (event.state === 'finished') {
        body.write('event: end\ndata: {}\n\n');
        break;
      }
      await clock.sleep(CONSOLE_LIMITS.runLookMs, ended);
      if (!ended.aborted) event = await look(context, key);
    }
  } catch (error) {
    // The client comes again and is then told what is the matter.
    logger.warn({ err: error, district: key.districtId, run: key.runId }, 'a stream of events ended early');
  }
  endStream(body);
}

/** An event where something was counted anew, a comment where nothing was said for long; a client that does not read is told later. */
function tell(body: PassThrough, event: RunEvent, told: { counted: string; at: number }, now: number): void {
  if (body.writableNeedDrain) return;
  // The estimate moves with every second, and is told with what moves it.
  const { doneUnits, plannedUnits } = event.progress;
  const counted = JSON.stringify({ ...event, progress: { doneUnits, plannedUnits } });
  if (counted !== told.counted) body.write(`event: run\ndata: ${JSON.stringify(event)}\n\n`);
  else if (now - told.at >= CONSOLE_LIMITS.runHeartbeatMs) body.write(': still here\n\n');
  else return;
  told.counted = counted;
  told.at = now;
}

/** Null where the run is gone, with its district. */
async function look(context: ConsoleContext, key: FollowedRun): Promise<RunEvent | null> {
  const run = await context.ledger.runs.get(key.districtId, key.runId);
  return run === null ? null : eventOf(context, run, key.settings);
}

async function eventOf(context: ConsoleContext, run: RunRecord, settings: NightSettings | null): Promise<RunEvent> {
  const surroundings = await surroundingsOf(context, run, settings);
  const view = runView(run, surroundings);
  const seen = { progress: surroundings.progress, state: view.state };
  return { ...view, progress: runProgressView(run, seen, context.clock.now()) };
}
