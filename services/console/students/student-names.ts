import type { StudentNamesResponse } from '@passback/contracts';
import { type Clock, unaryCall } from '@passback/service-kit';
import { LRUCache } from 'lru-cache';
import type { ConsoleContext } from '../console-context.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

/** A person goes back and forth between the pages of a section; students come and go by the day. */
const KEPT_MS = 5 * 60_000;
/** PowerSchool may be back, or the administrator may have granted it, by the next look. */
const FAILURE_KEPT_MS = 10_000;
/** Names that are over are let go of within this. */
const SWEEP_MS = 10_000;
/** Sections that are kept: of 30 students each about a megabyte in all. */
const MAX_SECTIONS = 500;

/** Where a section is in PowerSchool; what a unit does not tell is empty. */
export interface SectionPlace {
  readonly schoolId: string;
  readonly sectionId: string;
  readonly teacherId: string;
  readonly termId: string;
}

export interface SectionNames {
  /** "Last, First" by SIS student id; empty where they are not to be had. */
  readonly names: ReadonlyMap<string, string>;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
  /** `notAllowed`: the district's PowerSchool gives no names; `away`: they could not be asked for now. */
  readonly unavailable: null | 'notAllowed' | 'away';
}

export type AskNames = (districtId: string, section: SectionPlace) => Promise<StudentNamesResponse>;

/** Asks the delivery service, which alone talks to gradebooks. Throws `RpcError`. */
export function askDelivery(delivery: ConsoleContext['delivery']): AskNames {
  const method = delivery.studentNames.bind(delivery);
  const deadline = { deadlineMs: CONSOLE_LIMITS.namesMs };
  return (districtId, section) =>
    unaryCall('passback.delivery.v1.DeliveryService/StudentNames', method, { districtId, ...section }, deadline);
}

interface Kept {
  readonly answer: Promise<SectionNames>;
  /** On the process's own watch; null while it is being read. */
  goodUntil: number | null;
}

/**
 * Names of students by section, as PowerSchool tells them, for those who look at this moment. They are in this process's memory for
 * minutes, and nowhere else. Those who ask at once share one call.
 */
export class StudentNames {
  readonly #ask: AskNames;
  readonly #clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly #kept = new LRUCache<string, Kept>({ max: MAX_SECTIONS });
  #sweep: NodeJS.Timeout | null = null;

  constructor(ask: AskNames, clock: Pick<Clock, 'now' | 'monotonic'>) {
    this.#ask = ask;
    this.#clock = clock;
  }

  /** Sections that are in memory. */
  get size(): number {
    return this.#kept.size;
  }

  /** Never rejects: a page is shown without names too. */
  of(districtId: string, section: SectionPlace): Promise<SectionNames> {
    const key = JSON.stringify([districtId, section.sectionId]);
    const known = this.#kept.peek(key);
    if (known !== undefined && !this.#isOver(known)) return known.answer;
    const kept: Kept = { answer: this.#read(districtId, section), goodUntil: null };
    void kept.answer.then(({ unavailable }) => {
      kept.goodUntil = this.#clock.monotonic() + (unavailable === null ? KEPT_MS : FAILURE_KEPT_MS);
    });
    this.#kept.set(key, kept);
    this.#sweepLater();
    return kept.answer;
  }

  #isOver({ goodUntil }: Kept): boolean {
    return goodUntil !== null && goodUntil <= this.#clock.monotonic();
  }

  /** Also of a section that nobody asks for again, nothing is left. */
  #sweepLater(): void {
    if (this.#sweep !== null) return;
    this.#sweep = setTimeout(() => {
      this.#sweep = null;
      for (const [key, kept] of [...this.#kept]) if (this.#isOver(kept)) this.#kept.delete(key);
      if (this.#kept.size > 0) this.#sweepLater();
    }, SWEEP_MS).unref();
  }

  async #read(districtId: string, section: SectionPlace): Promise<SectionNames> {
    try {
      const answer = await this.#ask(districtId, section);
      const names = new Map(answer.names.map(({ studentId, name }) => [studentId, name]));
      return { names, readAt: this.#clock.now(), unavailable: answer.available ? null : 'notAllowed' };
    } catch {
      // Why is told by the delivery service, which asked; here it is only that there are none.
      return { names: new Map(), readAt: this.#clock.now(), unavailable: 'away' };
    }
  }
}
