import type { Lane, RunRecord } from '@passback/ledger';
import type { HttpServer } from '@passback/service-kit';
import { ATTRIBUTES } from '@passback/telemetry';
import { Type } from 'typebox';
import pMap from 'p-map';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notFound } from '../http/problems.ts';
import {
  Answer,
  AskedBy,
  Count,
  Counts,
  CountsByCode,
  DistrictParams,
  FileParameters,
  Instant,
  Nullable,
  Limit,
  PROBLEMS,
  Query,
} from '../http/schemas.ts';
import { sendCsv } from '../http/send-csv.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { RUN_TABLE } from './run-csv.ts';
import { type NightSettings, type RunSurroundings, type RunView, runView } from './run-view.ts';

/** A run as it is described in every answer that has one. */
export const runProperties = {
  runId: Type.String(),
  kind: Type.Enum(['night', 'manual', 'redrive']),
  date: Type.String({ description: 'The district’s date' }),
  state: Type.Enum(['planning', 'delivering', 'finished', 'blocked'], {
    description: '`blocked` while the circuit is open: it goes on by itself',
  }),
  requestedBy: AskedBy('schedule'),
  scheduledAt: Nullable(Instant, 'Of a night: when it was to begin, by the settings of today; null for the others'),
  lateMs: Nullable(Count, 'How long after that it began; 0 where it began before, since the settings were others'),
  startedAt: Instant,
  finishedAt: Nullable(Instant),
  units: Counts('planned', 'inSync', 'rejected', 'retrying', 'held'),
  scores: Counts('sent', 'kept', 'held', 'rejected'),
  reasons: CountsByCode,
  shortfall: Nullable(
    Type.Object({ messages: Count, caughtUpAt: Nullable(Instant) }),
    'Given where the run began though not all that came before it was evaluated: how many messages, of all districts, and since when ' +
      'they are (`caughtUpAt`). What of them is the district’s joins the run',
  ),
  traceId: Nullable(Type.String()),
  blockedBy: Nullable(
    Type.Object({
      code: Nullable(Type.String()),
      message: Type.String({ description: 'PowerSchool’s own words' }),
      since: Nullable(Instant),
    }),
    'The fault of the whole district that the run waits for',
  ),
};

const getSchema = {
  tags: ['nights'],
  summary: 'How far a run is',
  params: Type.Object({ districtId: Type.String(), runId: Type.String() }),
  response: { 200: Answer<RunView>('The run', runProperties), ...PROBLEMS },
};

/** `GET /v1/districts/{districtId}/runs/{runId}` */
export function getRun(server: HttpServer, context: ConsoleContext): void {
  server.get('/v1/districts/:districtId/runs/:runId', { schema: getSchema }, (request, reply) =>
    inRequestSpan(request, reply, async (span) => {
      const { districtId, runId } = request.params;
      span.setAttribute(ATTRIBUTES.run, runId);
      const run = await context.ledger.runs.get(districtId, runId);
      if (run === null) throw notFound('no such run is known of this district');
      return reply.send(await seen(context, run, await nightSettings(context, districtId)));
    }),
  );
}

const listSchema = {
  tags: ['nights'],
  summary: 'Runs, newest first',
  params: DistrictParams,
  querystring: Query({
    limit: Limit(CONSOLE_LIMITS.runsMost, CONSOLE_LIMITS.runsDefault),
    ...FileParameters(`at most ${CONSOLE_LIMITS.runsInFile} runs, whatever the limit`),
  }),
  response: {
    200: Answer<{ items: RunView[] }>('The latest runs', { items: Type.Array(Type.Object(runProperties)) }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/runs` */
export function listRuns(server: HttpServer, context: ConsoleContext): void {
  server.get('/v1/districts/:districtId/runs', { schema: listSchema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const isFile = request.query.format === 'csv';
      const most = isFile ? CONSOLE_LIMITS.runsInFile : request.query.limit;
      const [found, settings] = await Promise.all([
        context.ledger.runs.list(districtId, most + 1),
        nightSettings(context, districtId),
      ]);
      const runs = found.slice(0, most);
      const items = await pMap(runs, (run) => seen(context, run, settings), { concurrency: CONSOLE_LIMITS.runsAtOnce });
      return isFile ? sendCsv(reply, RUN_TABLE, items, { isCutOff: found.length > most }) : reply.send({ items });
    }),
  );
}

async function seen(context: ConsoleContext, run: RunRecord, settings: NightSettings | null): Promise<RunView> {
  return runView(run, await surroundingsOf(context, run, settings));
}

/** When the district's nights are; null where it is gone. */
export async function nightSettings({ ledger }: ConsoleContext, districtId: string): Promise<NightSettings | null> {
  return (await ledger.districts.get(districtId))?.settings ?? null;
}

/** What the run is seen with as it is now; `held`: the district's lane where it was read already. */
export async function surroundingsOf(
  { ledger, runCounting }: ConsoleContext,
  run: RunRecord,
  settings: NightSettings | null,
  held?: Lane | null,
): Promise<RunSurroundings> {
  if (run.state === 'finished') return { progress: null, circuit: null, settings };
  const readingLane = held === undefined ? ledger.lanes.get(run.districtId) : held;
  const [progress, lane] = await Promise.all([runCounting.progress(run), readingLane]);
  return { progress, circuit: lane?.circuit ?? null, settings };
}
