import { describe, expect, it } from '@jest/globals';
import { CLOSED_CIRCUIT } from '@passback/ledger';
import { CIRCUIT_POLICY, type CircuitEvent, type CircuitMemory, nextCircuit } from './circuit.ts';

const NEW: CircuitMemory = { circuit: CLOSED_CIRCUIT, suspects: [] };
const districtFailure: CircuitEvent = { kind: 'districtFailure', code: 'SIS_CREDENTIALS', message: 'invalid_client' };
const connectionFailure = (unit: string): CircuitEvent => ({
  kind: 'connectionFailure',
  unit,
  code: 'SIS_UNAVAILABLE',
  message: 'HTTP 502',
});

function after(events: readonly CircuitEvent[], from = NEW, now = 1_000): CircuitMemory {
  return events.reduce((memory, event) => nextCircuit(memory, event, now, CIRCUIT_POLICY), from);
}

describe('a district circuit', () => {
  it('opens at once on a district-wide fault and says why', () => {
    expect(after([districtFailure]).circuit).toEqual({
      state: 'open',
      code: 'SIS_CREDENTIALS',
      message: 'invalid_client',
      openedAt: 1_000,
      probeAt: 6_000,
      failures: 0,
    });
  });

  it('opens when five different units in a row failed on the connection', () => {
    const four = ['a', 'b', 'c', 'd'].map(connectionFailure);
    expect(after(four).circuit.state).toBe('closed');
    expect(after([...four, connectionFailure('e')]).circuit).toMatchObject({ state: 'open', code: 'SIS_UNAVAILABLE' });
  });

  it('is not opened by one unit that fails again and again', () => {
    expect(after(Array.from({ length: 20 }, () => connectionFailure('a'))).circuit.state).toBe('closed');
  });

  it('starts counting anew after a success', () => {
    const four = ['a', 'b', 'c', 'd'].map(connectionFailure);
    expect(after([...four, { kind: 'success' }, ...four]).circuit.state).toBe('closed');
  });

  it('stays open when what was under way as it opened ends, well or not', () => {
    const open = after([districtFailure]);
    expect(after([{ kind: 'success' }, districtFailure, connectionFailure('a')], open, 2_000).circuit).toEqual(
      open.circuit,
    );
  });

  it('closes after one probe that went well', () => {
    expect(after([districtFailure, { kind: 'probing' }]).circuit.state).toBe('halfOpen');
    expect(after([districtFailure, { kind: 'probing' }, { kind: 'success' }])).toEqual(NEW);
  });

  it('waits twice as long after each probe that failed, up to five minutes, and keeps since when it is open', () => {
    let memory = after([districtFailure]);
    const waits: number[] = [];
    for (let probe = 1; probe <= 8; probe += 1) {
      const now = memory.circuit.probeAt ?? 0;
      memory = after([{ kind: 'probing' }, probe % 2 === 0 ? districtFailure : connectionFailure('a')], memory, now);
      waits.push((memory.circuit.probeAt ?? 0) - now);
    }
    expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
    expect(memory.circuit.openedAt).toBe(1_000);
  });
});
