import type { UnitRecord } from '@passback/domain';
import type { Gradebook } from '@passback/powerschool';
import { rememberedColumns, SectionMemory } from '../unit/section-memory.ts';
import { SectionSights } from '../unit/section-sights.ts';
import { SisDraft } from '../unit/sis-draft.ts';
import { takeInHand, type UnitInHand, type UnitTools } from '../unit/unit-in-hand.ts';
import { FakePowerSchool, type Method } from './fake-powerschool.fixture.ts';
import { DISTRICT, TODAY } from './units.fixture.ts';

/** A moment of the lane; claims and intents of tests are told by it. */
export const NOW = 1_000_000;
export const TIMEOUT_MS = 1_000;

/**
 * What a lane gives its units to work with, over a PowerSchool in memory and a clock that stands still: for one step of a unit by
 * itself, without ledger and lane.
 */
export class UnitLane {
  readonly sis = new FakePowerSchool();
  now = NOW;
  /** As the ledger has them, whatever their identifier or section. */
  others: readonly UnitRecord[] = [];
  /** What was told of as a mistake of this program. */
  readonly mistakes: unknown[] = [];
  readonly tools: UnitTools;

  constructor(changes: Partial<UnitTools> & { readonly isCreateIdempotent?: boolean } = {}) {
    const { isCreateIdempotent = false, ...tools } = changes;
    const settings = { districtId: DISTRICT } as Parameters<FakePowerSchool['createGradebook']>[0];
    const options = {} as Parameters<FakePowerSchool['createGradebook']>[1];
    const gradebook: Gradebook = { ...this.sis.createGradebook(settings, options), isCreateIdempotent };
    const now = (): number => this.now;
    const memory = new SectionMemory(gradebook, now, rememberedColumns());
    this.tools = {
      ...{ gradebook, memory, settingsVersion: 1, isPaused: false, timeoutMs: TIMEOUT_MS, createQuietTimeouts: 3 },
      sights: new SectionSights(gradebook, memory, async () => this.others, now),
      now,
      today: () => TODAY,
      namesakes: async () => this.others,
      unexpected: (error) => void this.mistakes.push(error),
      ...tools,
    };
  }

  /** The unit as a step of its delivery gets it. */
  hand(record: UnitRecord): UnitInHand {
    return takeInHand(record, new SisDraft(record), this.tools);
  }

  /** What was asked of PowerSchool, in order. */
  get methods(): Method[] {
    return this.sis.calls.map(({ method }) => method);
  }

  /** Fails the next call of this method, before it is carried out or after. */
  failOnce(method: Method, phase: 'before' | 'after', error: () => Error): void {
    let isDone = false;
    this.sis.hook = (at, call) => {
      if (isDone || at !== phase || call.method !== method) return;
      isDone = true;
      throw error();
    };
  }
}
