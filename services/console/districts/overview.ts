import type { DistrictRecord, DueDistrict, Lane, RunRecord } from '@passback/ledger';
import { type HttpServer, inParallel } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { districtsOf, READERS } from '../http/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { isoOf, isoOrNull } from '../http/instants.ts';
import { Answer, Count, InstantOrNull, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { runProperties, surroundingsOf } from '../runs/get-runs.ts';
import { type RunView, runView } from '../runs/run-view.ts';
import { NextNight, nextNightAt } from './next-night.ts';

interface DistrictOverview {
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

const OrNone = Type.Unsafe<string | null>({ type: 'string', nullable: true });
const { runId, date, state, startedAt, finishedAt, units, scores } = runProperties;

const properties = {
  districtId: Type.String(),
  name: Type.String(),
  timeZone: Type.String(),
  paused: Type.Boolean(),
  lastNight: Type.Unsafe<DistrictOverview['lastNight']>({
    ...Type.Object({ runId, date, state, startedAt, finishedAt, units, scores }),
    nullable: true,
    description: 'The newest night as it is now; null before the first',
  }),
  nextNightAt: NextNight,
  dueUnits: Type.Integer({
    minimum: 0,
    description: 'Units whose time has come, those that are being delivered among them',
  }),
  oldestDueAt: InstantOrNull,
  lane: Type.Unsafe<LaneOverview | null>({
    ...Type.Object({
      owner: OrNone,
      leasedUntil: InstantOrNull,
      circuit: Type.String({ description: 'closed · open · halfOpen' }),
      circuitCode: OrNone,
      circuitOpenSince: InstantOrNull,
      minIntervalMs: Count,
    }),
    nullable: true,
    description: 'The way to PowerSchool; null before the first delivery',
  }),
};

const schema = {
  tags: ['districts'],
  summary: 'How the districts that the token may see stand',
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
      const districtIds = await districtsOf(request, READERS, context);
      const due = await ledger.sectionAssessments.dueDistricts(clock.now(), CONSOLE_LIMITS.dueDistricts);
      const dueById = new Map(due.map((district) => [district.districtId, district]));
      const items = await inParallel(districtIds.toSorted(), CONSOLE_LIMITS.overviewDistricts, (districtId) =>
        overviewOf(context, districtId, dueById.get(districtId) ?? null),
      );
      return reply.send({ items: items.filter((item) => item !== null) });
    }),
  );
}

/** Null where the district is gone meanwhile. At most two calls of the ledger at once. */
async function overviewOf(
  context: ConsoleContext,
  districtId: string,
  due: DueDistrict | null,
): Promise<DistrictOverview | null> {
  const { ledger, clock } = context;
  const district = await ledger.districts.get(districtId);
  if (district === null) return null;
  const { settings } = district;
  const [lane, lastNight] = await Promise.all([ledger.lanes.get(districtId), ledger.runs.lastNight(districtId)]);
  return {
    districtId,
    name: settings.name,
    timeZone: settings.timeZone,
    paused: settings.paused,
    lastNight: lastNight === null ? null : await nightOf(context, lastNight, district),
    nextNightAt: nextNightAt(settings, clock.now()),
    dueUnits: due?.units ?? 0,
    oldestDueAt: isoOrNull(due?.oldestDueAt ?? null),
    lane: lane === null ? null : laneOf(lane, district),
  };
}

async function nightOf(
  context: ConsoleContext,
  run: RunRecord,
  { settings }: DistrictRecord,
): Promise<DistrictOverview['lastNight']> {
  const view = runView(run, await surroundingsOf(context, run, settings));
  return {
    runId: view.runId,
    date: view.date,
    state: view.state,
    startedAt: view.startedAt,
    finishedAt: view.finishedAt,
    units: view.units,
    scores: view.scores,
  };
}

function laneOf({ owner, leasedUntil, circuit, learnedIntervalMs }: Lane, { settings }: DistrictRecord): LaneOverview {
  return {
    owner,
    leasedUntil: leasedUntil === 0 ? null : isoOf(leasedUntil),
    circuit: circuit.state,
    circuitCode: circuit.code,
    circuitOpenSince: isoOrNull(circuit.openedAt),
    minIntervalMs: Math.round(Math.max(learnedIntervalMs, settings.powerschool.minIntervalMs)),
  };
}
