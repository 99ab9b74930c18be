import { SpanKind } from '@opentelemetry/api';
import type { Ledger } from '@passback/ledger';
import { DB_ATTRIBUTES as NAMES, hasActiveSpan, inSpan } from '@passback/telemetry';

type Method = (...args: unknown[]) => unknown;

/** How many records an operation is about, where its first argument is a list. */
function batchSize(args: readonly unknown[]): number | undefined {
  const list = args.find((argument) => Array.isArray(argument));
  return Array.isArray(list) ? list.length : undefined;
}

/**
 * A store with a client span around each operation, by OpenTelemetry's conventions for databases. Outside of any span nothing is
 * traced: polls and timers belong to nobody's journey.
 */
function instrumentStore<S extends object>(store: S, collection: string, system: string): S {
  const traced = new Map<string, Method>();
  return new Proxy(store, {
    get(target, property, receiver) {
      const known = typeof property === 'string' ? traced.get(property) : undefined;
      if (known !== undefined) return known;
      const value: unknown = Reflect.get(target, property, receiver);
      if (typeof value !== 'function' || typeof property !== 'string') return value;
      const method = inClientSpan((value as Method).bind(target), property, collection, system);
      traced.set(property, method);
      return method;
    },
  });
}

function inClientSpan(method: Method, operation: string, collection: string, system: string): Method {
  const name = `${operation} ${collection}`;
  const common = { [NAMES.system]: system, [NAMES.collection]: collection, [NAMES.operation]: operation };
  return (...args) => {
    if (!hasActiveSpan()) return method(...args);
    const size = batchSize(args);
    const attributes = size === undefined ? common : { ...common, [NAMES.batchSize]: size };
    return inSpan(name, { kind: SpanKind.CLIENT, attributes }, async () => method(...args));
  };
}

/** The ledger with its operations traced. */
export function instrumentLedger(ledger: Ledger, system: string): Ledger {
  return {
    sectionAssessments: instrumentStore(ledger.sectionAssessments, 'sectionAssessments', system),
    attempts: instrumentStore(ledger.attempts, 'attempts', system),
    runs: instrumentStore(ledger.runs, 'runs', system),
    lanes: instrumentStore(ledger.lanes, 'lanes', system),
    // As often as once a second for each lane, and no part of anybody's journey.
    paces: ledger.paces,
    districts: instrumentStore(ledger.districts, 'districts', system),
    staff: instrumentStore(ledger.staff, 'staff', system),
    gradingPeriods: instrumentStore(ledger.gradingPeriods, 'gradingPeriods', system),
    audit: instrumentStore(ledger.audit, 'audit', system),
    tokenUses: instrumentStore(ledger.tokenUses, 'tokenUses', system),
    sessions: instrumentStore(ledger.sessions, 'sessions', system),
    letterMarks: instrumentStore(ledger.letterMarks, 'letterMarks', system),
    notifications: instrumentStore(ledger.notifications, 'notifications', system),
    districtData: instrumentStore(ledger.districtData, 'districtData', system),
    check: () => ledger.check(),
    close: () => ledger.close(),
  };
}
