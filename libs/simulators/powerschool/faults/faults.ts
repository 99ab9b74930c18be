import type { SimulatorClock } from '../clock.ts';
import type { Call } from '../http/call.ts';
import type { Fault, FaultRule } from './fault.ts';
import { seededRandom } from '../../random.ts';

/** Rules at once; a test that adds without end is wrong. */
const MAX_FAULT_RULES = 1_000;

export interface FaultHandle {
  readonly id: number;
  /** Requests that it has hit. */
  hits(): number;
  remove(): void;
}

interface ActiveRule {
  readonly id: number;
  readonly rule: FaultRule;
  readonly random: () => number;
  readonly endsAt: number;
  seen: number;
  hits: number;
}

/** What happens to one request: how long it waits, and the fault that ends it. */
export interface Struck {
  readonly delayMs: number;
  readonly fault: Exclude<Fault, { kind: 'delay' }> | null;
}

const UNHARMED: Struck = { delayMs: 0, fault: null };

/** The faults that are waiting for requests to hit. */
export class Faults {
  readonly #clock: SimulatorClock;
  #rules: ActiveRule[] = [];
  #nextId = 1;

  constructor(clock: SimulatorClock) {
    this.#clock = clock;
  }

  add(rule: FaultRule): FaultHandle {
    if (rule.action.kind === 'late' && rule.when === 'after')
      throw new RangeError('work that is done cannot be late: when must be before');
    if (this.#rules.length >= MAX_FAULT_RULES) throw new RangeError(`more than ${MAX_FAULT_RULES} fault rules`);
    const endsAt = rule.forMs === undefined ? Infinity : this.#clock.now() + rule.forMs;
    const active: ActiveRule = {
      id: this.#nextId++,
      rule,
      random: seededRandom(rule.seed ?? 1),
      endsAt,
      seen: 0,
      hits: 0,
    };
    this.#rules.push(active);
    const remove = (): void => {
      this.#rules = this.#rules.filter((each) => each !== active);
    };
    return { id: active.id, hits: () => active.hits, remove };
  }

  /** Ends all of them. */
  clear(): void {
    this.#rules = [];
  }

  list(): { id: number; rule: FaultRule; hits: number }[] {
    return this.#rules.map(({ id, rule, hits }) => ({ id, rule, hits }));
  }

  /** Asks which faults hit this request in this phase; counts them as having hit. */
  strike(call: Call, phase: 'before' | 'after'): Struck {
    if (this.#rules.length === 0) return UNHARMED;
    let delayMs = 0;
    for (const active of this.#rules) {
      if (!this.#hits(active, call, phase)) continue;
      active.hits += 1;
      const { action: fault } = active.rule;
      if (fault.kind !== 'delay') return { delayMs, fault };
      delayMs += fault.ms;
    }
    return { delayMs, fault: null };
  }

  #hits(active: ActiveRule, call: Call, phase: 'before' | 'after'): boolean {
    const { rule } = active;
    if ((rule.when ?? 'before') !== phase || !matches(rule, call)) return false;
    if (this.#clock.now() >= active.endsAt) return false;
    active.seen += 1;
    if (active.seen < (rule.nth ?? 1)) return false;
    const limit = rule.count ?? (rule.nth === undefined ? 'all' : 1);
    if (limit !== 'all' && active.hits >= limit) return false;
    return rule.probability === undefined || active.random() < rule.probability;
  }
}

function matches({ match }: FaultRule, call: Call): boolean {
  if (match === undefined) return true;
  if (match.method !== undefined && match.method !== call.method) return false;
  if (match.path !== undefined && !`${call.path}?${call.query.toString()}`.includes(match.path)) return false;
  if (match.route === undefined) return true;
  if (!match.route.endsWith('*')) return call.route === match.route || call.path === match.route;
  const start = match.route.slice(0, -1);
  return call.route.startsWith(start) || call.path.startsWith(start);
}
