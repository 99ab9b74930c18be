import type { PreviewResponse } from '@passback/contracts';
import type { LocalDate, UnitRecord, UnitTally } from '@passback/domain';
import type { UnitPlan } from '../runs/plan-unit.ts';
import { withTallied } from '../runs/run-counts.ts';

type Item = PreviewResponse['items'][number];
type EffectKind = UnitTally['effect'];

/** The order in which items are shown; those that nothing happens to only where there is room. */
const ORDER: readonly EffectKind[] = ['create', 'update', 'scoresOnly', 'held', 'none'];

/** Adds up what a night would do. Keeps at most `limit` items of each kind, counts all. */
export class PreviewSum {
  readonly #limit: number;
  readonly #units: Record<EffectKind, number> = { create: 0, update: 0, scoresOnly: 0, none: 0, held: 0 };
  readonly #items: Record<EffectKind, Item[]> = { create: [], update: [], scoresOnly: [], none: [], held: [] };
  readonly #scores = { send: 0, keep: 0, held: 0 };
  #reasons: Record<string, number> = {};

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(record: UnitRecord, { tally, decision }: UnitPlan): void {
    const { effect, send, keep, held } = tally;
    this.#units[effect] += 1;
    this.#scores.send += send;
    this.#scores.keep += keep;
    this.#scores.held += held;
    this.#reasons = withTallied(this.#reasons, tally);
    const items = this.#items[effect];
    if (items.length >= this.#limit) return;
    items.push({
      sectionAssessmentId: record.sectionAssessmentId,
      identifier: record.otus.snapshot.identifier,
      title: decision.desired.title,
      effect,
      scores: { send, keep, held },
      reasons: [...new Set([...tally.unitReasons, ...Object.keys(tally.scoreReasons)])],
    });
  }

  response(date: LocalDate): PreviewResponse {
    const items = ORDER.flatMap((effect) => this.#items[effect]).slice(0, this.#limit);
    const units = Object.values(this.#units).reduce((sum, count) => sum + count, 0);
    return {
      date,
      units: { ...this.#units },
      scores: { ...this.#scores },
      reasons: this.#reasons,
      items,
      itemsTruncated: units > items.length,
    };
  }
}
