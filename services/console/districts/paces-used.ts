import type { LanesResponse } from '@passback/contracts';
import type { DistrictRecord } from '@passback/ledger';
import { type Logger, unaryCall } from '@passback/service-kit';
import type { ConsoleContext } from '../console-context.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

/** Share of a pace is told to a thousandth. */
const STEPS = 1_000;

/** By district, which share (0 to 1) of the requests that its PowerSchool permitted in the last minute was made. */
export type PacesUsed = ReadonlyMap<string, number>;

/**
 * What delivery says of the districts; it is asked, once, when this is first called. Those are left out that have no interval, and those of
 * which delivery does not say it in time. Never rejects.
 */
export function pacesUsed(
  context: Pick<ConsoleContext, 'delivery' | 'logger'>,
  districts: readonly DistrictRecord[],
): () => Promise<PacesUsed> {
  let asked: Promise<PacesUsed> | null = null;
  return () => (asked ??= askPaces(context, districts));
}

async function askPaces(
  { delivery, logger }: Pick<ConsoleContext, 'delivery' | 'logger'>,
  districts: readonly DistrictRecord[],
): Promise<PacesUsed> {
  const [first, ...more] = districts;
  if (first === undefined) return new Map();
  const asked = { districtId: more.length === 0 ? first.settings.districtId : '' };
  const deadline = { deadlineMs: CONSOLE_LIMITS.overviewMs };
  const method = delivery.lanes.bind(delivery);
  const call = unaryCall('passback.delivery.v1.DeliveryService/Lanes', method, asked, deadline);
  const answer = await orNull(call, logger);
  return new Map((answer?.lanes ?? []).flatMap(shareOf));
}

function shareOf({
  districtId,
  requestsLastMinute,
  permittedLastMinute,
}: LanesResponse['lanes'][number]): [string, number][] {
  if (requestsLastMinute === undefined || permittedLastMinute === 0) return [];
  const share = Math.min(1, requestsLastMinute / permittedLastMinute);
  return [[districtId, Math.round(share * STEPS) / STEPS]];
}

/** What another service says; null, and a line in the log, where it does not: what is shown beside it is shown all the same. */
export function orNull<T>(asked: Promise<T>, logger: Pick<Logger, 'debug'>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    logger.debug({ err: error }, 'a service did not say what an overview has of it');
    return null;
  });
}
