import type { EpochMs } from '@passback/domain';
import type { WaitingDistrict } from '@passback/ledger';
import { Loop } from '@passback/service-host';
import { Troubles, within } from '@passback/service-kit';
import type { LaneEnvironment } from './lane-environment.ts';
import { LaneSession, type SessionEnd } from './lane-session.ts';
import { CircuitMeasure, DueMeasure } from './measure.ts';

/** Wake-ups that come together are one look at the ledger. */
const LEAST_POLL_GAP_MS = 20;
/** Districts of one look: more than an installation has. */
const MAX_DISTRICTS = 1_000;
/** Longest wait before a district is tried again whose lane ended in an error of ours or of the ledger. */
const LONGEST_BACK_OFF_MS = 30_000;
const FIRST_BACK_OFF_MS = 500;
/** More often than metrics are exported, so that no export is without the lanes. */
const MEASURED_MS = 5_000;
/**
 * A person who asks again and again makes a district be probed at most this often: each probe is a request for a token, and some servers
 * lock who asks too often with a wrong secret.
 */
const LEAST_ASKED_GAP_MS = 1_000;
/** Districts with an open circuit that are looked at in one poll for other settings: one small read each. */
const LOOKED_AT_ONCE = 16;
/** Let go of, a unit ends as soon as its request is dropped; this is for recording what is known of it. */
const INTERRUPT_LIMIT_MS = 5_000;

export interface DispatcherOptions {
  readonly environment: LaneEnvironment;
  readonly pollMs: number;
  /** Lanes that this process has at once. */
  readonly maxLanes: number;
  /** How long a lane may go on while other districts wait for one. */
  readonly sliceMs: number;
}

/**
 * Gives every district that has work due a lane of its own in this process, unless another process has it. More districts than
 * lanes take turns: who waited longest since its last turn is next, and a lane that had its slice makes room.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #running = new Map<string, { readonly session: LaneSession; readonly ended: Promise<void> }>();
  readonly #notBefore = new Map<string, SessionEnd>();
  /** Districts that a session is begun for though their circuit is open, or nothing is due; true: a person asks for it. */
  readonly #wanted = new Map<string, boolean>();
  /** When a session was begun for a person who asked. */
  readonly #askedTurn = new Map<string, EpochMs>();
  readonly #errors = new Map<string, number>();
  readonly #lastTurn = new Map<string, EpochMs>();
  readonly #stopping = new AbortController();
  readonly #polls: Loop;
  readonly #measures: Loop;
  readonly #dueTroubles: Troubles;
  readonly #due = new DueMeasure();
  readonly #circuits = new CircuitMeasure();

  constructor(options: DispatcherOptions) {
    this.#options = options;
    const { environment, pollMs } = options;
    const polls = { ...environment, task: 'lanes', words: 'lanes cannot be given now; it is tried again' } as const;
    this.#polls = new Loop(polls, pollMs - LEAST_POLL_GAP_MS, () => this.#poll());
    const measures = { ...polls, words: 'lanes cannot be measured now; it is tried again' };
    this.#measures = new Loop(measures, MEASURED_MS, () => this.#measureLanes());
    const words = 'the ledger does not tell what is due; asking again';
    this.#dueTroubles = new Troubles('lanes', environment.logger, words);
  }

  start(): void {
    this.#polls.start();
    this.#measures.start();
  }

  /** Work of this district may have become due; `isAsked`: because a person asks for it, who does not wait for the next probe. */
  wake(districtId: string, isAsked = false): void {
    const session = this.#running.get(districtId)?.session;
    if (!isAsked) session?.wake();
    else if (session !== undefined) session.ask();
    else this.#wanted.set(districtId, true);
    if (this.#notBefore.get(districtId)?.waitsFor === 'otherHolder') this.#notBefore.delete(districtId);
    this.#polls.wake();
  }

  /** The lane of a district that this process has at the moment, or null. */
  session(districtId: string): LaneSession | null {
    return this.#running.get(districtId)?.session ?? null;
  }

  /** Begins nothing more; units in hand get `limitMs` to end, then they are let go of and given back. */
  async stop(limitMs: number): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#polls.stop(), this.#measures.stop()]);
    const { clock } = this.#options.environment;
    const running = [...this.#running.values()];
    for (const { session } of running) session.finish();
    const all = Promise.all(running.map(({ ended }) => ended));
    await within(limitMs, all, { late: () => undefined, clock });
    for (const { session } of running) session.interrupt();
    await within(INTERRUPT_LIMIT_MS, all, { late: () => undefined, clock });
  }

  async #poll(): Promise<void> {
    const due = await this.#waitingDistricts();
    if (due !== null) await this.#lookForOtherSettings();
    if (this.#polls.isStopping) return;
    this.#giveLanes(due ?? []);
    await this.#options.environment.clock.sleep(LEAST_POLL_GAP_MS, this.#stopping.signal);
  }

  /**
   * Whoever mends the settings of a district with an open circuit asks for a probe by it. The circuit itself knows with which settings it
   * was opened; that a district has others is seen here, and the session that is begun for it decides.
   */
  async #lookForOtherSettings(): Promise<void> {
    const { ledger, clock } = this.#options.environment;
    const waiting = [...this.#notBefore].filter(
      ([, end]) => end.waitsFor === 'circuit' && (end.notBefore ?? 0) > clock.now(),
    );
    for (const [districtId, end] of waiting.slice(0, LOOKED_AT_ONCE))
      await this.#polls.attempt({ district: districtId }, async () => {
        this.#notBefore.delete(districtId);
        this.#notBefore.set(districtId, end); // now the one looked at last
        const district = await ledger.districts.get(districtId);
        const isOther = district !== null && district.version !== end.settingsVersion;
        if (isOther && !this.#wanted.has(districtId)) this.#wanted.set(districtId, false);
      });
  }

  /** A ledger that is away leaves a gap, in each by itself. Throws what it threw. */
  async #measureLanes(): Promise<void> {
    for (const { session } of this.#running.values()) session.measure();
    const { ledger, clock } = this.#options.environment;
    const now = clock.now();
    const measures = await Promise.allSettled([
      ledger.lanes.list().then((lanes) => this.#circuits.take(lanes)),
      ledger.sectionAssessments.dueDistricts(now, MAX_DISTRICTS).then((due) => this.#due.take(due, now)),
    ]);
    for (const one of measures) if (one.status === 'rejected') throw one.reason;
  }

  /** Null while the ledger does not tell. */
  async #waitingDistricts(): Promise<WaitingDistrict[] | null> {
    const { ledger, clock } = this.#options.environment;
    try {
      const due = await ledger.sectionAssessments.waitingDistricts(clock.now(), MAX_DISTRICTS);
      this.#dueTroubles.over();
      return due;
    } catch (error) {
      this.#dueTroubles.met(error);
      return null;
    }
  }

  #giveLanes(due: readonly WaitingDistrict[]): void {
    const now = this.#options.environment.clock.now();
    const known = new Set(due.map(({ districtId }) => districtId));
    const wanted = [...this.#wanted.keys()].filter((districtId) => !known.has(districtId));
    const all = [...due, ...wanted.map((districtId) => ({ districtId, oldestDueAt: now }))];
    const waiting = all.filter(({ districtId }) => !this.#running.has(districtId) && this.#mayBegin(districtId, now));
    waiting.sort((one, other) => this.#turnOf(one) - this.#turnOf(other) || one.oldestDueAt - other.oldestDueAt);
    const free = Math.max(0, this.#options.maxLanes - this.#running.size);
    for (const { districtId } of waiting.slice(0, free)) this.#begin(districtId);
    this.#makeRoom(waiting.length - free, now);
  }

  #mayBegin(districtId: string, now: EpochMs): boolean {
    const end = this.#notBefore.get(districtId);
    if (end === undefined || (end.notBefore ?? 0) <= now) return true;
    if (end.waitsFor === 'time' || !this.#wanted.has(districtId)) return false;
    return now - (this.#askedTurn.get(districtId) ?? -Infinity) >= LEAST_ASKED_GAP_MS;
  }

  #turnOf({ districtId }: Pick<WaitingDistrict, 'districtId'>): EpochMs {
    return this.#lastTurn.get(districtId) ?? 0;
  }

  /** Asks as many lanes to end as districts wait in vain: idle ones, then those that had the longest turn. */
  #makeRoom(needed: number, now: EpochMs): void {
    if (needed <= 0) return;
    const expired = [...this.#running.values()]
      .map(({ session }) => session)
      .filter(({ startedAt, mode }) => mode === 'idle' || now - startedAt >= this.#options.sliceMs)
      .sort(
        (one, other) => Number(other.mode === 'idle') - Number(one.mode === 'idle') || one.startedAt - other.startedAt,
      );
    for (const session of expired.slice(0, needed)) {
      session.finish();
      // A PowerSchool that does not answer keeps its lane for one more slice at most.
      if (now - session.startedAt >= 2 * this.#options.sliceMs) session.interrupt();
    }
  }

  #begin(districtId: string): void {
    if (this.#running.has(districtId)) throw new Error(`${districtId}: a second lane of one district`);
    const isAsked = this.#wanted.get(districtId) ?? false;
    this.#wanted.delete(districtId);
    const session = new LaneSession(districtId, this.#options.environment, isAsked);
    if (isAsked) this.#askedTurn.set(districtId, session.startedAt);
    this.#notBefore.delete(districtId);
    this.#lastTurn.set(districtId, session.startedAt);
    this.#running.set(districtId, { session, ended: this.#run(session) });
  }

  async #run(session: LaneSession): Promise<void> {
    const { districtId } = session;
    try {
      const end = await session.run();
      this.#errors.delete(districtId);
      if (end.notBefore !== null) this.#notBefore.set(districtId, end);
    } catch (error) {
      const { clock, logger } = this.#options.environment;
      const errors = (this.#errors.get(districtId) ?? 0) + 1;
      this.#errors.set(districtId, errors);
      logger.warn({ err: error, district: districtId }, 'a lane ended in an error; it is taken up again');
      const backOffMs = Math.min(FIRST_BACK_OFF_MS * 2 ** (errors - 1), LONGEST_BACK_OFF_MS);
      this.#notBefore.set(districtId, { notBefore: clock.now() + backOffMs, waitsFor: 'time' });
    } finally {
      if (session.isAsked) this.#wanted.set(districtId, true);
      this.#running.delete(districtId);
      this.#polls.wake();
    }
  }
}
