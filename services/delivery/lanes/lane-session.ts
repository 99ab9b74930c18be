import type { EpochMs } from '@passback/domain';
import type { DistrictRecord } from '@passback/ledger';
import { SisError } from '@passback/powerschool';
import { answersWithin, Recall } from '../unit/recall.ts';
import { isProbeDue } from './circuit.ts';
import { DeliveryRound } from './delivery-round.ts';
import { closeLane, type OpenLane, openLane } from './open-lane.ts';
import type { LaneEnvironment } from './lane-environment.ts';
import { Lease, letGo } from './lease.ts';

/** An idle lane stays open this long, so that the next wake-up of the same run finds its token and caches. */
const LINGER_MS = 2_000;
/** Another process has the lane: it is asked again after this, or at the next wake-up. */
const TAKEN_RETRY_MS = 2_000;
const UNKNOWN_DISTRICT_RETRY_MS = 60_000;
const RUNS_REMEMBERED = 20;
const RUN_LIFE_MS = 60 * 60_000;

/** When this district may be looked at again; null: whenever it has work. */
export interface SessionEnd {
  readonly notBefore: EpochMs | null;
  /**
   * What ends the wait before: one for an `otherHolder` of the lane, any wake-up; for a `circuit`, a person who asks, or other settings than
   * it was opened with; for `time`, nothing.
   */
  readonly waitsFor: 'otherHolder' | 'circuit' | 'time';
  /** Of a circuit: the settings that the district had. */
  readonly settingsVersion?: number;
}

/** What a session is at. `idle`: nothing is due, and it waits a little for more; `ended`: it has no lane, and takes none again. */
type SessionMode = 'new' | 'taking' | 'probing' | 'delivering' | 'idle' | 'ended';

/** From idle there is no way to a probe: only what was sent opens a circuit. */
const NEXT: Readonly<Record<SessionMode, readonly SessionMode[]>> = {
  new: ['taking'],
  taking: ['probing', 'delivering', 'ended'],
  probing: ['probing', 'delivering', 'ended'],
  delivering: ['probing', 'idle', 'ended'],
  idle: ['delivering', 'ended'],
  ended: [],
};

const ANY_TIME: SessionEnd = { notBefore: null, waitsFor: 'time' };

/**
 * One district's turn in this process: takes the lane, delivers what is due at the district's own pace, and gives the lane free
 * when nothing is left, when its circuit opens, or when it is asked to. Nothing in it waits for another district.
 */
export class LaneSession {
  readonly districtId: string;
  readonly startedAt: EpochMs;
  readonly #environment: LaneEnvironment;
  readonly #finishing = new AbortController();
  readonly #interrupted = new AbortController();
  readonly #runTraces: Recall<string | null>;
  #wake = new AbortController();
  #round: DeliveryRound | null = null;
  #lane: OpenLane | null = null;
  #mode: SessionMode = 'new';
  #isAsked: boolean;

  /** `isAsked`: a person asks for what this session is to do, see `ask`. */
  constructor(districtId: string, environment: LaneEnvironment, isAsked = false) {
    this.districtId = districtId;
    this.#environment = environment;
    this.#isAsked = isAsked;
    this.startedAt = environment.clock.now();
    this.#runTraces = new Recall(() => environment.clock.now(), RUN_LIFE_MS, answersWithin(RUNS_REMEMBERED));
  }

  /** The lane while it is open: its connector serves commands for the same district too, at the same pace. */
  get lane(): OpenLane | null {
    return this.#lane;
  }

  get mode(): SessionMode {
    return this.#mode;
  }

  /** True while a person asks who did not get what this is for: a circuit that is closed, or one probe of it that began since. */
  get isAsked(): boolean {
    return this.#isAsked;
  }

  /** Records how much of its pace the lane used since this was asked last; nothing while nothing is due. */
  measure(): void {
    this.#round?.measure();
  }

  /** Something of this district became due. */
  wake(): void {
    this.#lane?.tools.expire();
    this.#round?.wake();
    this.#wake.abort();
  }

  /** A person asks: an open circuit is probed at once, whenever its next probe would be. */
  ask(): void {
    this.#isAsked = true;
    this.wake();
  }

  /** Begins no more units; those in hand end in their time, the others are given back. */
  finish(): void {
    this.#finishing.abort();
    this.#round?.stop();
  }

  /** Lets go of the units in hand as well. */
  interrupt(): void {
    this.finish();
    this.#interrupted.abort(letGo('the lane has to stop'));
  }

  /** Throws what the ledger throws; the lane was given free, or its lease runs out. */
  async run(): Promise<SessionEnd> {
    this.#become('taking');
    try {
      const { ledger, clock, logger } = this.#environment;
      const district = await ledger.districts.get(this.districtId);
      if (district === null) {
        logger.warn({ district: this.districtId }, 'units are due of a district that has no settings');
        return { notBefore: clock.now() + UNKNOWN_DISTRICT_RETRY_MS, waitsFor: 'time' };
      }
      const lease = await Lease.take(this.#environment, this.districtId, district.settings.powerschool.timeoutMs);
      return lease === null ? await this.#laneIsTaken() : await this.#runOn(lease, district);
    } finally {
      this.#become('ended');
    }
  }

  /** Whatever goes wrong, the lease is not renewed beyond it. */
  async #runOn(lease: Lease, district: DistrictRecord): Promise<SessionEnd> {
    try {
      const lane = openLane(this.#environment, district, lease, this.#interrupted.signal);
      lease.lost.addEventListener('abort', () => this.#round?.stop(), { once: true });
      this.#lane = lane;
      return await this.#work(lane).finally(() => {
        this.#lane = null;
        return closeLane(lane);
      });
    } finally {
      await lease.release();
    }
  }

  /** Who asks has what that is for where the other process goes on; where it probes, that may be with what was before. */
  async #laneIsTaken(): Promise<SessionEnd> {
    const { ledger, clock } = this.#environment;
    if (this.#isAsked) {
      const lane = await ledger.lanes.get(this.districtId);
      if (lane?.circuit.state === 'closed') this.#isAsked = false;
    }
    return { notBefore: clock.now() + TAKEN_RETRY_MS, waitsFor: 'otherHolder' };
  }

  async #work(lane: OpenLane): Promise<SessionEnd> {
    const { condition, tools } = lane;
    while (!this.#isToEnd(lane)) {
      if (condition.circuit.state !== 'closed') {
        const end = await this.#probe(lane);
        if (end !== null) return end;
        continue;
      }
      this.#isAsked = false;
      this.#become('delivering');
      const { waitUntil } = await this.#deliver(lane, tools.district.settings.powerschool.concurrency);
      if (waitUntil !== null) return { notBefore: waitUntil, waitsFor: 'time' };
      if (condition.circuit.state === 'closed' && !(await this.#isMoreDueSoon(lane))) return ANY_TIME;
    }
    return ANY_TIME;
  }

  /** Credentials first, then one unit alone. Null once that is decided and the circuit says whether the district goes on. */
  async #probe(lane: OpenLane): Promise<SessionEnd | null> {
    const { condition } = lane;
    const { clock } = this.#environment;
    const { gradebook, settingsVersion } = await lane.tools.current();
    const isAsked = this.#isAsked;
    if (!isProbeDue(condition.circuit, { now: clock.now(), isAsked, settingsVersion }))
      return { notBefore: condition.circuit.probeAt, waitsFor: 'circuit', settingsVersion };
    this.#isAsked = false;
    this.#become('probing');
    condition.observe({ kind: 'probing' });
    try {
      await gradebook.authenticate();
    } catch (error) {
      if (!(error instanceof SisError)) throw error;
      if (error.class === 'interrupted') return ANY_TIME;
      condition.observe({ kind: 'districtFailure', code: error.code, message: error.message, settingsVersion });
      return null;
    }
    const { delivered, waitUntil } = await this.#deliver(lane, 1, 1);
    if (delivered === 0 && !this.#isToEnd(lane)) condition.observe({ kind: 'success' });
    if (waitUntil !== null) return { notBefore: waitUntil, waitsFor: 'time' };
    // A unit that was handed back says nothing either way.
    return condition.circuit.state === 'halfOpen' ? { notBefore: clock.now(), waitsFor: 'circuit' } : null;
  }

  async #deliver(
    lane: OpenLane,
    workers: number,
    maxUnits?: number,
  ): Promise<{ delivered: number; waitUntil: EpochMs | null }> {
    if (this.#isToEnd(lane)) return { delivered: 0, waitUntil: null };
    const runTraceparent = (runId: string | null): Promise<string | null> => this.#runTraceparent(runId);
    const limit = maxUnits === undefined ? {} : { maxUnits };
    this.#round = new DeliveryRound(lane, { workers, runTraceparent, ...limit });
    try {
      return await this.#round.run();
    } finally {
      this.#round = null;
    }
  }

  /** Waits a little for more work; false when the lane had better be given free. */
  async #isMoreDueSoon(lane: OpenLane): Promise<boolean> {
    const { ledger, clock } = this.#environment;
    const wake = (this.#wake = new AbortController());
    const until = clock.now() + LINGER_MS;
    const nextDueAt = await ledger.sectionAssessments.nextDueAt(this.districtId);
    const waitMs = Math.min(until, nextDueAt ?? until) - clock.now();
    const signal = AbortSignal.any([wake.signal, this.#finishing.signal, lane.lease.lost]);
    this.#become('idle');
    await clock.sleep(Math.max(0, waitMs), signal);
    return wake.signal.aborted || (nextDueAt !== null && nextDueAt <= clock.now());
  }

  #become(mode: SessionMode): void {
    if (!NEXT[this.#mode].includes(mode)) throw new Error(`a lane goes from ${this.#mode} to ${mode}`);
    this.#mode = mode;
  }

  #isToEnd({ lease }: OpenLane): boolean {
    return this.#finishing.signal.aborted || lease.lost.aborted;
  }

  async #runTraceparent(runId: string | null): Promise<string | null> {
    if (runId === null) return null;
    const { ledger } = this.#environment;
    return this.#runTraces.get(runId, async () => (await ledger.runs.get(this.districtId, runId))?.traceparent ?? null);
  }
}
