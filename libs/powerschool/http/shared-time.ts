import { type Clock, type Logger, within } from '@passback/service-kit';
import type { ReservedStretch, TimeReserver } from '../port/time-reserver.ts';

/** What all processes share that ask the same PowerSchools. */
export interface Sharing {
  readonly time: TimeReserver;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/** Who works without a break reserves about so much ahead: one question a second, and nobody else waits much longer. */
const STRETCH_MS = 1_000;
const MOST_TURNS = 50;
/** A question that is not answered by then is given up: a ledger that works answers within milliseconds. */
const ANSWER_LIMIT_MS = 1_000;
/** Alone, it asks again this often. */
const ASK_AGAIN_MS = 2_000;
/** Alone, there is no telling who else sends: two that keep twice the interval arrive at the permitted rate. */
const INTERVALS_ALONE = 2;
/** What a pacer holds back for answers that came late has its place in a stretch. */
const HELD_BACK_SHARE = 0.03;
/** Beyond its turns, what a stretch has for the way from the turn to the bytes: timers, and as seen, connections that have to be made. */
const LEAST_SLACK_MS = 5;
const MOST_SLACK_MS = 500;
const SLACK_FOR_LATENESS = 1.5;
const SLACK_KEPT = 0.8;
/** Stretches in a row that were over before they could be used, or turns before their bytes were ready; a request waits no longer for it. */
const MOST_MISSED = 4;

/** A stretch by the clock of this process. */
interface Stretch {
  readonly begins: number;
  ends: number;
  /** Its end by everybody's clock. */
  until: number;
}

interface Need {
  /** The interval with its guard. */
  readonly stepMs: number;
  readonly waiting: number;
}

export interface SharedTimeOptions extends Sharing {
  readonly districtId: string;
  readonly clock: Clock;
  /** What `opensAt` says may have changed. */
  readonly onChange: () => void;
}

/**
 * When this process may send to a PowerSchool that others ask too: within stretches of time that are reserved for it. Who sends now and then
 * reserves a turn at a time, who works without a break about a second, and the next one before that is over. The last request of a stretch
 * leaves a whole interval before its end, so two processes are never closer than one and the same.
 *
 * Where nobody answers it goes on alone, at half the rate, until somebody does: a lane never stands still for this.
 */
export class SharedTime {
  readonly #options: SharedTimeOptions;
  #stretches: Stretch[] = [];
  /** When the last requests left, of one stretch's length. */
  #sent: number[] = [];
  #isAsking = false;
  #isAlone = false;
  #askedAt = -Infinity;
  /** How long the last answer took. */
  #answerMs = 0;
  #slackMs = LEAST_SLACK_MS;
  #missed = 0;

  constructor(options: SharedTimeOptions) {
    this.#options = options;
  }

  /** When to send, or to ask again, what may not leave before `at`; Infinity until `onChange` is called. */
  opensAt(at: number, need: Need): number {
    const now = this.#options.clock.now();
    const { stepMs } = need;
    const earliest = Math.max(at, now);
    // To its very end: nothing more may leave then, unless the next one follows it without a gap.
    this.#stretches = this.#stretches.filter(({ ends }) => ends >= now);
    const turns = this.#turnsFor(now, need);
    // As much of it has to be left as was seen to pass until the bytes go.
    const restMs = stepMs + this.#slackMs - LEAST_SLACK_MS;
    const open = this.#stretches.find(({ ends }) => earliest <= ends - restMs);
    if (open !== undefined) {
      if (this.#turnsLeft(earliest, stepMs) <= turns / 2) this.#ask(turns, stepMs, 0);
      return Math.max(earliest, open.begins);
    }
    if (this.#isAlone) {
      if (now - this.#askedAt >= ASK_AGAIN_MS) this.#ask(turns, stepMs, 0);
      return Math.max(at, (this.#sent.at(-1) ?? -Infinity) + INTERVALS_ALONE * stepMs);
    }
    // Not before it is needed: what is reserved far ahead, nobody else can use.
    const leadMs = Math.min(this.#answerMs * 2, STRETCH_MS);
    if (!this.#isAsking && earliest - now > leadMs) return earliest - leadMs;
    this.#ask(turns, stepMs, Math.max(earliest - now, this.#answerMs));
    return Infinity;
  }

  /** Whether the bytes of a request may go now, `leavingMs` after its turn came. Where not, it has to wait for another turn. */
  isOpen(stepMs: number, leavingMs: number): boolean {
    if (this.#isAlone) return true;
    const now = this.#options.clock.now();
    const isOpen = this.#stretches.some(({ begins, ends }) => begins <= now && now <= ends - stepMs);
    if (isOpen) {
      this.#missed = 0;
      this.#slackMs = slackOf(Math.max(leavingMs * SLACK_FOR_LATENESS, this.#slackMs * SLACK_KEPT));
      return true;
    }
    const ended = Math.max(...this.#stretches.map(({ ends }) => ends).filter((ends) => ends - stepMs < now));
    return this.#hasMissed(Math.max(leavingMs, now - ended + stepMs));
  }

  sent(): void {
    const now = this.#options.clock.now();
    this.#sent = [...this.#sent.filter((at) => now - at < STRETCH_MS).slice(1 - MOST_TURNS), now];
  }

  /** Whether nobody else had time in between. */
  isOwn(from: number, to: number): boolean {
    return this.#stretches.some(({ begins, ends }) => begins <= from && to <= ends);
  }

  #turnsFor(now: number, { stepMs, waiting }: Need): number {
    const recently = this.#sent.filter((at) => now - at < STRETCH_MS).length;
    return Math.max(1, Math.min(waiting + recently, MOST_TURNS, Math.floor(STRETCH_MS / stepMs)));
  }

  #turnsLeft(from: number, stepMs: number): number {
    const turns = this.#stretches.map(({ begins, ends }) => Math.floor((ends - Math.max(begins, from)) / stepMs));
    return turns.reduce((sum, some) => sum + Math.max(0, some), 0);
  }

  #ask(turns: number, stepMs: number, inMs: number): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const stretch = {
      lengthMs: Math.ceil(turns * stepMs * (1 + HELD_BACK_SHARE) + this.#slackMs),
      inMs: Math.ceil(inMs),
    };
    const { time, districtId, clock } = this.#options;
    this.#askedAt = clock.now();
    void within(ANSWER_LIMIT_MS, time.reserve(districtId, stretch), { clock })
      .then(
        (reserved) => this.#take(reserved, stepMs),
        (error: unknown) => this.#goOnAlone(error),
      )
      .finally(() => {
        this.#isAsking = false;
        this.#options.onChange();
      });
  }

  #take({ from, until, beginsInMs, endsInMs }: ReservedStretch, stepMs: number): void {
    const { clock, logger, districtId } = this.#options;
    const now = clock.now();
    this.#answerMs = now - this.#askedAt;
    const [begins, ends] = [this.#askedAt + beginsInMs, this.#askedAt + endsInMs];
    const last = this.#stretches.at(-1);
    if (last?.until === from) Object.assign(last, { ends, until });
    else this.#stretches.push({ begins, ends, until });
    const lateMs = Math.max(begins, now) - (ends - stepMs);
    if (lateMs > 0 && this.#hasMissed(lateMs)) return this.#goOnAlone(new Error('answers are too slow'));
    if (this.#isAlone) logger.info({ district: districtId }, 'the pace is shared with other processes again');
    this.#isAlone = false;
  }

  /** The next stretch is longer by what this one was too short. True where it was so often enough. */
  #hasMissed(byMs: number): boolean {
    if (Number.isFinite(byMs)) this.#slackMs = slackOf(Math.max(this.#slackMs, byMs * SLACK_FOR_LATENESS));
    this.#missed += 1;
    if (this.#missed < MOST_MISSED) return false;
    this.#missed = 0;
    return true;
  }

  #goOnAlone(error: unknown): void {
    const { logger, districtId } = this.#options;
    if (!this.#isAlone)
      logger.warn(
        { err: error, district: districtId },
        'the pace cannot be shared with other processes; at half of it until it can',
      );
    this.#isAlone = true;
    this.#stretches = [];
  }
}

function slackOf(ms: number): number {
  return Math.min(MOST_SLACK_MS, Math.max(LEAST_SLACK_MS, ms));
}
