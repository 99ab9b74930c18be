import type { Ledger } from '@passback/ledger';
import { Loop } from '@passback/service-host';
import type { Clock, Logger } from '@passback/service-kit';
import { ATTRIBUTES, METRICS, measure } from '@passback/telemetry';

interface Surroundings {
  readonly ledger: Pick<Ledger, 'districts' | 'sectionAssessments'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Measures what does not go, and why: a value for each district and reason, both bounded. */
export function createStuckReasons({ ledger, clock, logger }: Surroundings, everyMs: number): Loop {
  /** Reasons that were measured of each district, so that one that is gone is measured as none. */
  const measured = new Map<string, Set<string>>();
  /** One district after the other: each takes the ledger some tenths of a second. */
  const measureAll = async (loop: Loop): Promise<void> => {
    for (const { settings } of await ledger.districts.list()) {
      if (loop.isStopping) return;
      const { districtId } = settings;
      const hits = new Map(
        (await ledger.sectionAssessments.reasonHits(districtId)).map(({ code, units }) => [code, units]),
      );
      const before = measured.get(districtId) ?? new Set<string>();
      for (const reason of new Set<string>([...before, ...hits.keys()])) {
        const units = hits.get(reason as never) ?? 0;
        measure(METRICS.reasonsHeld, units, { [ATTRIBUTES.district]: districtId, [ATTRIBUTES.reason]: reason });
      }
      measured.set(districtId, new Set(hits.keys()));
    }
  };
  const words = 'what is stuck cannot be measured now';
  return new Loop({ clock, logger, task: 'held_reasons', words }, everyMs, measureAll);
}
