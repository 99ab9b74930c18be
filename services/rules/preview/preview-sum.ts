import type { PreviewResponse } from '@passback/contracts';
import type { LocalDate, ReasonCode, UnitRecord, UnitTally } from '@passback/domain';
import type { UnitPlan } from '../runs/plan-unit.ts';
import { withTallied } from '../runs/run-counts.ts';

type Item = PreviewResponse['items'][number];
export type EffectKind = UnitTally['effect'];

/** Which units are listed; all are counted. */
export interface ItemFilter {
  readonly effect?: EffectKind;
  /** Of the unit, or of one of its scores. */
  readonly reason?: ReasonCode;
}

/** The order in which items are shown; those that nothing happens to only where there is room. */
export const EFFECTS: readonly EffectKind[] = ['create', 'update', 'scoresOnly', 'held', 'none'];

/** Adds up what a night would do. Keeps at most `limit` items of each kind, and of those that are asked for; counts all. */
export class PreviewSum {
  readonly #limit: number;
  readonly #filter: ItemFilter;
  readonly #units: Record<EffectKind, number> = { create: 0, update: 0, scoresOnly: 0, none: 0, held: 0 };
  readonly #items: Record<EffectKind, Item[]> = { create: [], update: [], scoresOnly: [], none: [], held: [] };
  readonly #scores = { send: 0, keep: 0, held: 0 };
  #reasons: Record<string, number> = {};
  #asked = 0;

  constructor(limit: number, filter: ItemFilter = {}) {
    this.#limit = limit;
    this.#filter = filter;
  }

  add(record: UnitRecord, { tally, decision }: UnitPlan): void {
    const { effect, send, keep, held } = tally;
    this.#units[effect] += 1;
    this.#scores.send += send;
    this.#scores.keep += keep;
    this.#scores.held += held;
    this.#reasons = withTallied(this.#reasons, tally);
    const reasons = [...new Set([...tally.unitReasons, ...Object.keys(tally.scoreReasons)])];
    if (!this.#isAsked(effect, reasons)) return;
    this.#asked += 1;
    const items = this.#items[effect];
    if (items.length >= this.#limit) return;
    items.push({
      sectionAssessmentId: record.sectionAssessmentId,
      identifier: record.otus.snapshot.identifier,
      title: decision.desired.title,
      effect,
      scores: { send, keep, held },
      reasons,
    });
  }

  /** Whether one that nothing happens to would be listed. */
  get listsAtRest(): boolean {
    return this.#items.none.length < this.#limit && this.#isAsked('none', []);
  }

  /** Adds units that nothing happens to and of which nothing is counted, unread. */
  addAtRest(units: number): void {
    this.#units.none += units;
    if (this.#isAsked('none', [])) this.#asked += units;
  }

  response(date: LocalDate): PreviewResponse {
    const items = EFFECTS.flatMap((effect) => this.#items[effect]).slice(0, this.#limit);
    return {
      date,
      units: { ...this.#units },
      scores: { ...this.#scores },
      reasons: this.#reasons,
      items,
      itemsTruncated: this.#asked > items.length,
    };
  }

  #isAsked(of: EffectKind, reasons: readonly string[]): boolean {
    const { effect = of, reason } = this.#filter;
    return effect === of && (reason === undefined || reasons.includes(reason));
  }
}
