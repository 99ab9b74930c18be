import type { UnitRecord } from '@passback/domain';
import { type DistrictSettings, fileMemory, type Ledger, openLedger } from '@passback/ledger';
import { Paces } from '@passback/powerschool';
import { claimTroublesOf } from '../lanes/claim-queue.ts';
import { rememberedColumns } from '../unit/section-memory.ts';
import { type OpenLane, openLane } from '../lanes/open-lane.ts';
import type { LaneEnvironment } from '../lanes/lane-environment.ts';
import { Lease } from '../lanes/lease.ts';
import { RequestCounts } from '../lanes/request-counts.ts';
import { MovableClock } from './clock.fixture.ts';
import { FakePowerSchool } from './fake-powerschool.fixture.ts';
import { DISTRICT, districtSettings, type NightOptions, takeIn, type UnitSketch } from './units.fixture.ts';
import { FAST_CIRCUIT, FAST_RETRY, secrets } from './world.fixture.ts';

export const LANE_LEASE_MS = 30_000;

/** A ledger and a PowerSchool, and what the lanes of one process work with: no process around them, and no broker. */
export class LaneWorld {
  readonly clock = new MovableClock();
  readonly sis = new FakePowerSchool();
  readonly logs: { readonly message: string; readonly fields: object }[] = [];
  /** Units of which an outcome was recorded, in that order. */
  readonly recorded: string[] = [];
  readonly environment: LaneEnvironment;
  readonly ledger: Ledger;
  readonly #interrupted = new AbortController();
  readonly #leases: Lease[] = [];

  private constructor(open: (clock: MovableClock) => Ledger) {
    this.ledger = open(this.clock);
    const { clock, ledger } = this;
    const log = (fields: object, message: string): void => void this.logs.push({ message, fields });
    const logger = { warn: log, error: log, info: log } as unknown as LaneEnvironment['logger'];
    this.environment = {
      ...{ ledger, clock, secrets: secrets(), retry: FAST_RETRY, circuit: FAST_CIRCUIT },
      ...{ logger, claimTroubles: claimTroublesOf(logger), columns: rememberedColumns() },
      owner: 'this',
      leaseMs: LANE_LEASE_MS,
      createGradebook: (settings, options) => this.sis.createGradebook(settings, options),
      paces: new Paces({}),
      requests: new RequestCounts(() => clock.monotonic()),
      random: () => 0.5,
      onRecorded: ({ record }) => void this.recorded.push(record.sectionAssessmentId),
    };
  }

  static async open(): Promise<LaneWorld> {
    const clocks: MovableClock[] = [];
    const ledger = await openLedger({ url: 'sqlite::memory:', leaseClock: () => clocks[0]?.leaseNow() ?? Date.now() });
    const world = new LaneWorld((clock) => {
      clocks.push(clock);
      return ledger;
    });
    await world.putSettings({});
    return world;
  }

  /** What was said, without the numbers. */
  get said(): string[] {
    return this.logs.map(({ message }) => message);
  }

  /** As in the console: the file said nothing new. */
  async changeSettings(change: Partial<DistrictSettings>): Promise<void> {
    const settings = { ...districtSettings(), ...change };
    await this.ledger.districts.put(settings, { by: 'somebody', at: this.clock.now() });
  }

  async putSettings(change: Partial<DistrictSettings>, districtId = DISTRICT): Promise<void> {
    const settings = { ...districtSettings(districtId), ...change };
    await this.ledger.districts.put(settings, { by: 'file', at: this.clock.now(), file: fileMemory(settings) });
  }

  /** Units with one score each that are due now, each in a section of its own: none waits for what another asks. */
  async makeDue(ids: readonly string[], districtId = DISTRICT, options: Partial<NightOptions> = {}): Promise<void> {
    const sketches: UnitSketch[] = ids.map((id) => ({
      id,
      sectionId: `section of ${id}`,
      teacherId: `teacher of ${id}`,
      scores: { '81001': 10 },
    }));
    await takeIn(this.ledger, districtId, sketches, { now: this.clock.now(), ...options });
  }

  async unit(sectionAssessmentId: string): Promise<UnitRecord> {
    const [record] = await this.ledger.sectionAssessments.load(DISTRICT, [sectionAssessmentId]);
    if (record === undefined) throw new Error(`${sectionAssessmentId} is not in the ledger`);
    return record;
  }

  async states(): Promise<Record<string, string>> {
    const units = await this.ledger.sectionAssessments.scan(DISTRICT, { limit: 1_000 });
    return Object.fromEntries(units.map(({ sectionAssessmentId, summary }) => [sectionAssessmentId, summary.state]));
  }

  async circuitState(districtId = DISTRICT): Promise<string | undefined> {
    return (await this.ledger.lanes.get(districtId))?.circuit.state;
  }

  async lease(): Promise<Lease> {
    const lease = await Lease.take(this.environment, DISTRICT, 300);
    if (lease === null) throw new Error('the lane is taken');
    this.#leases.push(lease);
    return lease;
  }

  /** The lane, open. `parts`: stand in for those of the environment. */
  async openLane(parts: Partial<LaneEnvironment> = {}): Promise<OpenLane> {
    const district = await this.ledger.districts.get(DISTRICT);
    if (district === null) throw new Error('there are no settings');
    return openLane({ ...this.environment, ...parts }, district, await this.lease(), this.#interrupted.signal);
  }

  /** Lets go of what the open lanes have in hand. */
  interrupt(reason: unknown): void {
    this.#interrupted.abort(reason);
  }

  /** Another process takes the lane over; this one finds out by its clock. */
  loseLease(): void {
    this.clock.advance(LANE_LEASE_MS);
  }

  async close(): Promise<void> {
    for (const lease of this.#leases) await lease.release();
    await this.ledger.close();
    if (this.clock.sleeping > 0) throw new Error(`${this.clock.sleeping} timers were left`);
  }
}
