import type { DistrictRecord, DistrictSettings, DueDistrict, Lane, RunRecord } from '@passback/ledger';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { isoOf, isoOrNull } from '../http/instants.ts';
import { Count, Instant, Nullable } from '../http/schemas.ts';
import { runProperties, surroundingsOf } from '../runs/get-runs.ts';
import { type RunView, runView } from '../runs/run-view.ts';
import { NextNight, nextNightAt } from './next-night.ts';
import type { PacesUsed } from './paces-used.ts';

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
  /** Share, 0 to 1, of the requests that the interval permitted in the last minute; null where there is none, or it is not known. */
  readonly paceUsed: number | null;
}

const { runId, date, state, startedAt, finishedAt, units, scores } = runProperties;

export const DistrictOverviewSchema = Type.Object({
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
      paceUsed: Nullable(
        Type.Number({ minimum: 0, maximum: 1 }),
        'Share of the requests permitted in the last minute that were made; null where there is no interval, and where it is not known: ' +
          'delivery does not answer, or another of its processes than the one that was asked has the lane',
      ),
    }),
    'The way to PowerSchool; null before the first delivery',
  ),
});

/** What a district is seen with that is read for all districts at once. */
interface Surroundings {
  readonly due: DueDistrict | null;
  readonly paces: () => Promise<PacesUsed>;
}

/** At most two calls of the ledger at once. */
export async function overviewOf(
  context: ConsoleContext,
  { settings }: DistrictRecord,
  { due, paces }: Surroundings,
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
    lane: lane === null ? null : laneOf(lane, settings, (await paces()).get(districtId) ?? null),
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
  paceUsed: number | null,
): LaneOverview {
  return {
    owner,
    leasedUntil: leasedUntil === 0 ? null : isoOf(leasedUntil),
    circuit: circuit.state,
    circuitCode: circuit.code,
    circuitOpenSince: isoOrNull(circuit.openedAt),
    minIntervalMs: Math.round(Math.max(learnedIntervalMs, powerschool.minIntervalMs)),
    paceUsed,
  };
}
