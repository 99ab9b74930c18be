import type { DistrictRecord } from '@passback/ledger';
import { type Gradebook, SisError } from '@passback/powerschool';
import type { OpenLane } from '../lanes/open-lane.ts';
import type { LaneEnvironment } from '../lanes/lane-environment.ts';
import { type OpenGradebook, openGradebook } from '../lanes/open-gradebook.ts';

export interface CommandGradebooks {
  readonly environment: LaneEnvironment;
  /** The district's lane while this process has it. */
  readonly laneOf: (districtId: string) => OpenLane | null;
}

/**
 * A district's gradebook for a command. It goes through the district's lane where that is open here; otherwise through a connection
 * of its own, in turns that the ledger keeps apart from the lane's, at the interval that the lane has learnt.
 */
export class CommandGradebook {
  readonly #from: CommandGradebooks;
  readonly #district: DistrictRecord;
  #own: Promise<OpenGradebook> | null = null;

  constructor(from: CommandGradebooks, district: DistrictRecord) {
    this.#from = from;
    this.#district = district;
  }

  /** One read; made again on a connection of its own where the lane ends in the middle of it. */
  async read<T>(call: (gradebook: Gradebook) => Promise<T>): Promise<T> {
    const lane = this.#from.laneOf(this.#district.settings.districtId);
    if (lane !== null) {
      try {
        return await call((await lane.tools.current()).gradebook);
      } catch (error) {
        if (!(error instanceof SisError && error.class === 'interrupted')) throw error;
      }
    }
    return call(await (this.#own ??= this.#open()));
  }

  async close(): Promise<void> {
    const own = await this.#own?.catch(() => null);
    await own?.close?.();
  }

  async #open(): Promise<OpenGradebook> {
    const { environment } = this.#from;
    const { districtId } = this.#district.settings;
    const lane = await environment.ledger.lanes.get(districtId);
    return openGradebook(environment, this.#district, {
      observer: { requestEnded: () => environment.requests.add(districtId) },
      learnedIntervalMs: lane?.learnedIntervalMs ?? 0,
    });
  }
}
