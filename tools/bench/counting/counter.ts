import type { Counts } from './counts.ts';

// Of the process that this is loaded into: one of the services under measurement.
const counts = new Map<string, number>();

export const LEDGER_PREFIX = 'ledger ';
export const COMMAND_PREFIX = 'command ';

export function count(name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

export const counted = (): Counts => Object.fromEntries(counts);

type Method = (...args: unknown[]) => unknown;

/** A ledger that counts the calls of its stores: `ledger sectionAssessments.load`. */
export function countingLedger<L extends object>(ledger: L): L {
  const stores = Object.entries(ledger).map(([name, part]) => {
    const isStore = typeof part === 'object' && part !== null;
    return [name, isStore ? countingStore(part, name) : bound(part, ledger)] as const;
  });
  // Methods of the ledger itself may stand in its class.
  return Object.assign(Object.create(ledger) as L, Object.fromEntries(stores));
}

const bound = (part: unknown, owner: object): unknown =>
  typeof part === 'function' ? (part as Method).bind(owner) : part;

function countingStore(store: object, name: string): object {
  const methods = new Map<string | symbol, unknown>();
  return new Proxy(store, {
    get(target, property) {
      if (!methods.has(property)) methods.set(property, countingMethod(target, property, name));
      return methods.get(property);
    },
  });
}

function countingMethod(target: object, property: string | symbol, name: string): unknown {
  const method: unknown = Reflect.get(target, property, target);
  if (typeof method !== 'function') return method;
  const label = `${LEDGER_PREFIX}${name}.${String(property)}`;
  return (...args: unknown[]): unknown => {
    count(label);
    return (method as Method).apply(target, args);
  };
}
