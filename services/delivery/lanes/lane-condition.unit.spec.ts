import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Circuit, CLOSED_CIRCUIT, type Lane } from '@passback/ledger';
import { CIRCUIT_POLICY, type CircuitEvent, isProbeDue } from './circuit.ts';
import { LaneCondition } from './lane-condition.ts';

const LANE: Lane = {
  districtId: 'lincoln',
  owner: 'this',
  fence: 7,
  leasedUntil: 0,
  circuit: CLOSED_CIRCUIT,
  learnedIntervalMs: 0,
};
const FAULT = { code: 'SIS_CREDENTIALS', message: 'invalid_client' } as const;
const FAILED: CircuitEvent = { kind: 'districtFailure', ...FAULT, settingsVersion: 3 };

let now: number;
let said: string[];
let kept: { fence: number; circuit: Circuit; learnedIntervalMs: number }[];
let ledgerAnswers: () => Promise<boolean>;

beforeEach(() => {
  now = 1_000;
  [said, kept] = [[], []];
  ledgerAnswers = async () => true;
});

function condition(lane: Partial<Lane> = {}): LaneCondition {
  const recordCondition = (_districtId: string, fence: number, what: Pick<Lane, 'circuit' | 'learnedIntervalMs'>) => {
    kept.push({ fence, ...what });
    return ledgerAnswers();
  };
  const say = (_fields: unknown, message: string): void => void said.push(message.split(':')[0] ?? '');
  const environment = {
    ledger: { lanes: { recordCondition } },
    circuit: CIRCUIT_POLICY,
    clock: { now: () => now },
    logger: { warn: say, info: say },
  } as unknown as ConstructorParameters<typeof LaneCondition>[0];
  return new LaneCondition(environment, { ...LANE, ...lane });
}

describe('the condition of a lane', () => {
  it('goes from closed over open and half open to closed, is said twice and kept at each step', async () => {
    const subject = condition();
    const states: string[] = [];
    for (const event of [FAILED, { kind: 'probing' }, FAILED, { kind: 'probing' }, { kind: 'success' }] as const) {
      subject.observe(event);
      await subject.saved();
      states.push(subject.circuit.state);
    }
    expect(states).toEqual(['open', 'halfOpen', 'open', 'halfOpen', 'closed']);
    expect(kept.map(({ fence, circuit }) => [fence, circuit.state])).toEqual(states.map((state) => [7, state]));
    expect(said).toEqual(['circuit opened', 'circuit closed']);
  });

  it('is what the lane was left with', () => {
    const circuit: Circuit = { ...CLOSED_CIRCUIT, state: 'open', code: 'SIS_UNAVAILABLE', probeAt: 9_000, failures: 2 };
    const subject = condition({ circuit, learnedIntervalMs: 120 });
    expect([subject.circuit, subject.learnedIntervalMs]).toEqual([circuit, 120]);
  });

  it('says and keeps nothing where nothing changed', async () => {
    const subject = condition({ learnedIntervalMs: 50 });
    subject.observe({ kind: 'success' });
    subject.observe({ kind: 'connectionFailure', unit: 'a', ...FAULT });
    subject.intervalLearned(50);
    await subject.saved();
    expect([said, kept]).toEqual([[], []]);
  });

  it('keeps what changes while it is being kept, once and as it is then', async () => {
    const subject = condition();
    const first = Promise.withResolvers<boolean>();
    ledgerAnswers = () => (kept.length === 1 ? first.promise : Promise.resolve(true));
    subject.intervalLearned(25);
    await new Promise(setImmediate);
    subject.intervalLearned(50);
    subject.intervalLearned(100);
    first.resolve(true);
    await subject.saved();
    expect(kept.map(({ learnedIntervalMs }) => learnedIntervalMs)).toEqual([25, 100]);
  });

  it('goes on where the ledger is away, and keeps the next change', async () => {
    const subject = condition();
    ledgerAnswers = () => Promise.reject(new Error('away'));
    subject.intervalLearned(25);
    await subject.saved();
    ledgerAnswers = async () => true;
    subject.intervalLearned(50);
    await subject.saved();
    expect(kept.at(-1)).toMatchObject({ learnedIntervalMs: 50 });
    expect(said).toEqual(['the condition of a lane could not be kept']);
  });

  it('remembers with which settings PowerSchool did not answer, and after a probe with which it did not again', () => {
    const subject = condition();
    subject.observe(FAILED);
    expect(subject.circuit.settingsVersion).toBe(3);
    subject.observe({ kind: 'probing' });
    expect(subject.circuit.settingsVersion).toBe(3);
    subject.observe({ ...FAILED, settingsVersion: 4 });
    expect(subject.circuit.settingsVersion).toBe(4);
    subject.observe({ kind: 'probing' });
    subject.observe({ kind: 'success' });
    expect(subject.circuit).toEqual(CLOSED_CIRCUIT);
  });
});

describe('a probe', () => {
  const open: Circuit = { ...CLOSED_CIRCUIT, state: 'open', probeAt: 5_000, settingsVersion: 3 };
  const at = { now: 4_999, isAsked: false, settingsVersion: 3 };

  it.each([
    ['before its time', open, at, false],
    ['at its time', open, { ...at, now: 5_000 }, true],
    ['when a person asks', open, { ...at, isAsked: true }, true],
    ['with other settings', open, { ...at, settingsVersion: 4 }, true],
    ['where it is not known with which settings it was opened', withoutVersion(open), at, false],
    ['that a process died in', { ...open, state: 'halfOpen' } as Circuit, at, true],
  ])('%s', (_when, circuit, moment, isDue) => {
    expect(isProbeDue(circuit, moment)).toBe(isDue);
  });
});

function withoutVersion({ settingsVersion: _version, ...circuit }: Circuit): Circuit {
  return circuit;
}
