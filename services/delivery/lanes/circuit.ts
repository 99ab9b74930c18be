import type { EpochMs, ReasonCode } from '@passback/domain';
import { type Circuit, CLOSED_CIRCUIT } from '@passback/ledger';

export interface CircuitPolicy {
  /** Units that failed on the connection in a row before PowerSchool as a whole counts as down. */
  readonly connectionFailures: number;
  /** Wait before the first probe; doubled after each that fails. */
  readonly firstProbeMs: number;
  readonly longestProbeMs: number;
}

/** One failing unit opens nothing; five different ones in a row are PowerSchool. Probes are seen within minutes of its return. */
export const CIRCUIT_POLICY: CircuitPolicy = { connectionFailures: 5, firstProbeMs: 5_000, longestProbeMs: 300_000 };

/** The circuit as the ledger keeps it, and what only this process has seen since. */
export interface CircuitMemory {
  readonly circuit: Circuit;
  /** Different units that failed on the connection since the last success. */
  readonly suspects: readonly string[];
}

interface Fault {
  readonly code: ReasonCode;
  readonly message: string;
  /** The settings that it was met with. */
  readonly settingsVersion?: number;
}

export type CircuitEvent =
  | ({ readonly kind: 'districtFailure' } & Fault)
  | ({ readonly kind: 'connectionFailure'; readonly unit: string } & Fault)
  | { readonly kind: 'success' }
  | { readonly kind: 'probing' };

/**
 * The next state of a district's circuit. Pure.
 * closed → open: at once on a district-wide fault, or when enough different units in a row failed on the connection.
 * open → halfOpen: one probe. halfOpen → closed on success; → open on any such failure, with the wait doubled up to its cap.
 */
export function nextCircuit(
  memory: CircuitMemory,
  event: CircuitEvent,
  now: EpochMs,
  policy: CircuitPolicy,
): CircuitMemory {
  const { circuit } = memory;
  switch (event.kind) {
    case 'probing':
      return circuit.state === 'open' ? { circuit: { ...circuit, state: 'halfOpen' }, suspects: [] } : memory;
    case 'success':
      // Requests that were under way when it opened may still end well; they close nothing, only a probe does.
      if (circuit.state === 'open') return memory;
      return { circuit: CLOSED_CIRCUIT, suspects: [] };
    case 'districtFailure':
      return opened(memory, event, now, policy);
    case 'connectionFailure': {
      if (circuit.state === 'halfOpen') return opened(memory, event, now, policy);
      if (circuit.state === 'open' || memory.suspects.includes(event.unit)) return memory;
      const suspects = [...memory.suspects, event.unit];
      return suspects.length < policy.connectionFailures ? { circuit, suspects } : opened(memory, event, now, policy);
    }
  }
}

function opened({ circuit }: CircuitMemory, fault: Fault, now: EpochMs, policy: CircuitPolicy): CircuitMemory {
  // What was still under way when it opened says nothing new.
  if (circuit.state === 'open') return { circuit, suspects: [] };
  const failures = circuit.state === 'halfOpen' ? circuit.failures + 1 : 0;
  const wait = Math.min(policy.firstProbeMs * 2 ** failures, policy.longestProbeMs);
  return {
    circuit: {
      state: 'open',
      code: fault.code,
      message: fault.message,
      openedAt: circuit.openedAt ?? now,
      probeAt: now + wait,
      failures,
      ...(fault.settingsVersion !== undefined && { settingsVersion: fault.settingsVersion }),
    },
    suspects: [],
  };
}

/**
 * Whether a probe may be made now: its time has come, a person asks for it, or the settings are not those any more with which PowerSchool
 * did not answer. Pure.
 */
export function isProbeDue(
  circuit: Circuit,
  { now, isAsked, settingsVersion }: { now: EpochMs; isAsked: boolean; settingsVersion: number },
): boolean {
  if (circuit.state !== 'open' || isAsked) return true;
  return (circuit.probeAt ?? 0) <= now || (circuit.settingsVersion ?? settingsVersion) !== settingsVersion;
}
