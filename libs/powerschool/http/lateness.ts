/**
 * How late a request may have reached PowerSchool, from how late its answer came.
 *
 * The throttle measures at the server: a request that was held up on its way, followed by one that was not, arrives too close before
 * it. What is seen of it here is an answer that took longer than that route's quickest (all of it, for a route not seen yet). The next
 * request is then held back by the same time, out of a credit that fills slowly: the odd hiccup is made up for in full, while a
 * server that is slow all the time costs no more than `CREDIT_SHARE` of the rate
 * as long as nothing is refused.
 */
export interface Lateness {
  /** How much later the next request is to leave; `answerMs` is null while no answer came. */
  allowanceMs(route: string, answerMs: number | null, intervalMs: number): number;
  /** The next request left: what it was held back is paid, and the credit of one interval comes in. */
  spend(heldBackMs: number, intervalMs: number, caution: number): void;
  answered(route: string, answerMs: number): void;
}

const CREDIT_SHARE = 0.025;
/** While the network is seen to push requests together, which costs far more than holding back: a refusal costs a second. */
const MAX_CREDIT_SHARE = 0.15;
/** Most that one request is held back, and what there is at the start, when nothing is known of the server: in intervals. */
const MAX_CREDIT = 1;
/** How fast a route's quickest answer is forgotten, per answer: 2 % of the way to the answer at hand. */
const FORGET_SHARE = 0.02;
/** Routes are templates, about a dozen; the bound is for the one who passes a path by mistake. */
const MAX_ROUTES = 64;

export function createLateness(): Lateness {
  const quickest = new Map<string, number>();
  /** In intervals, so that it stays right when the interval changes. */
  let credit = MAX_CREDIT;
  return {
    allowanceMs: (route, answerMs, intervalMs) => {
      const lateMs = answerMs === null ? Infinity : Math.max(0, answerMs - (quickest.get(route) ?? 0));
      return Math.min(credit * intervalMs, lateMs);
    },
    spend: (heldBackMs, intervalMs, caution) => {
      if (intervalMs === 0) return;
      const share = Math.min(CREDIT_SHARE * caution, MAX_CREDIT_SHARE);
      credit = Math.min(Math.max(0, credit - heldBackMs / intervalMs) + share, MAX_CREDIT);
    },
    answered: (route, answerMs) => {
      const usual = quickest.get(route);
      if (usual === undefined && quickest.size >= MAX_ROUTES) quickest.clear();
      quickest.set(
        route,
        usual === undefined || answerMs < usual ? answerMs : usual + (answerMs - usual) * FORGET_SHARE,
      );
    },
  };
}
