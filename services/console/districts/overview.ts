import type { DistrictRecord, DistrictSettings, DueDistrict, Lane, RunRecord } from '@passback/ledger';
import { type HttpServer, inParallel } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { districtsOf, READERS } from '../http/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { isoOf, isoOrNull } from '../http/instants.ts';
import { Answer, Count, Format, Instant, Nullable, PROBLEMS, Query } from '../http/schemas.ts';
import { sendCsv } from '../http/send-csv.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { runProperties, surroundingsOf } from '../runs/get-runs.ts';
import { type RunView, runView } from '../runs/run-view.ts';
import { OVERVIEW_TABLE } from './overview-csv.ts';
import { NextNight, nextNightAt } from './next-night.ts';

export interface DistrictOverview {
  readonly districtId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly paused: boolean;
  /** Null before the first night. */
  readonly lastNight: Pick<
    RunView,
    'runId' | 'date' | 'state' | 'startedAt' | 'finishedAt' | 'units' | 'scores'
  > | null;
  /** Null while the district is paused. */
  readonly nextNightAt: string | null;
  /** Units whose time has come, those that are being delivered among them. */
  readonly dueUnits: number;
  readonly oldestDueAt: string | null;
  /** Null before the first delivery. */
  readonly lane: LaneOverview | null;
}

interface LaneOverview {
  readonly owner: string | null;
  readonly leasedUntil: string | null;
  readonly circuit: Lane['circuit']['state'];
  readonly circuitCode: string | null;
  readonly circuitOpenSince: string | null;
  readonly minIntervalMs: number;
}

const { runId, date, state, startedAt, finishedAt, units, scores } = runProperties;

const properties = {
  districtId: Type.String(),
  name: Type.String(),
  timeZone: Type.String(),
  paused: Type.Boolean(),
  lastNight: Nullable(
    Type.Object({ runId, date, state, startedAt, finishedAt, units, scores }),
    'The newest night as it is now; null before the first',
  ),
  nextNightAt: NextNight,
  dueUnits: Type.Integer({
    minimum: 0,
    description: 'Units whose time has come, those that are being delivered among them',
  }),
  oldestDueAt: Nullable(Instant),
  lane: Nullable(
    Type.Object({
      owner: Nullable(Type.String()),
      leasedUntil: Nullable(Instant),
      circuit: Type.String({ description: 'closed · open · halfOpen' }),
      circuitCode: Nullable(Type.String()),
      circuitOpenSince: Nullable(Instant),
      minIntervalMs: Count,
    }),
    'The way to PowerSchool; null before the first delivery',
  ),
};

const schema = {
  tags: ['districts'],
  summary: 'How the districts that the token may see stand',
  querystring: Query({ format: Format('a row a district') }),
  response: {
    200: Answer<{ items: DistrictOverview[] }>('By district id', { items: Type.Array(Type.Object(properties)) }),
    ...PROBLEMS,
  },
};

/** `GET /v1/overview` */
export function overview(server: HttpServer, context: ConsoleContext): void {
  const { ledger, clock } = context;
  server.get('/v1/overview', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const districts = await districtsOf(request, READERS, context);
      const due = await ledger.sectionAssessments.dueDistricts(clock.now(), CONSOLE_LIMITS.dueDistricts);
      const dueById = new Map(due.map((district) => [district.districtId, district]));
      const items = await inParallel(districts, CONSOLE_LIMITS.overviewDistricts, (district) =>
        overviewOf(context, district, dueById.get(district.settings.districtId) ?? null),
      );
      return request.query.format === 'csv' ? sendCsv(reply, OVERVIEW_TABLE, items) : reply.send({ items });
    }),
  );
}

/** At most two calls of the ledger at once. */
async function overviewOf(
  context: ConsoleContext,
  { settings }: DistrictRecord,
  due: DueDistrict | null,
): Promise<DistrictOverview> {
  const { ledger, clock } = context;
  const { districtId } = settings;
  const [lane, lastNight] = await Promise.all([ledger.lanes.get(districtId), ledger.runs.lastNight(districtId)]);
  return {
    districtId,
    name: settings.name,
    timeZone: settings.timeZone,
    paused: settings.paused,
    lastNight: lastNight === null ? null : await nightOf(context, lastNight, { settings, lane }),
    nextNightAt: nextNightAt(settings, clock.now()),
    dueUnits: due?.units ?? 0,
    oldestDueAt: isoOrNull(due?.oldestDueAt ?? null),
    lane: lane === null ? null : laneOf(lane, settings),
  };
}

async function nightOf(
  context: ConsoleContext,
  run: RunRecord,
  { settings, lane }: { readonly settings: DistrictSettings; readonly lane: Lane | null },
): Promise<DistrictOverview['lastNight']> {
  const view = runView(run, await surroundingsOf(context, run, settings, lane));
  const { runId, date, state, startedAt, finishedAt, units, scores } = view;
  return { runId, date, state, startedAt, finishedAt, units, scores };
}

function laneOf(
  { owner, leasedUntil, circuit, learnedIntervalMs }: Lane,
  { powerschool }: DistrictSettings,
): LaneOverview {
  return {
    owner,
    leasedUntil: leasedUntil === 0 ? null : isoOf(leasedUntil),
    circuit: circuit.state,
    circuitCode: circuit.code,
    circuitOpenSince: isoOrNull(circuit.openedAt),
    minIntervalMs: Math.round(Math.max(learnedIntervalMs, powerschool.minIntervalMs)),
  };
}
