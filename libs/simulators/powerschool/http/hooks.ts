import type { Call, Reply } from './call.ts';

export type HookPhase = 'before' | 'after';

/** `reply` is there in the phase `after`: the work is done and the answer has not been sent. */
export type Hook = (call: Call, reply: Reply | null) => void | Promise<void>;

interface Registered {
  readonly route: string;
  readonly phase: HookPhase;
  readonly hook: Hook;
}

/** Code of a test that runs at an exact step of a request. */
export class Hooks {
  #registered: Registered[] = [];

  /** `route`: a pattern, `METHOD pattern`, or `*`. Gives what takes the hook away again. */
  add(route: string, phase: HookPhase, hook: Hook): () => void {
    const registered = { route, phase, hook };
    this.#registered.push(registered);
    return () => {
      this.#registered = this.#registered.filter((each) => each !== registered);
    };
  }

  /** Runs those that match, one after the other; null when there are none, so that a request need not wait. */
  run(call: Call, phase: HookPhase, reply: Reply | null): Promise<void> | null {
    if (this.#registered.length === 0) return null;
    const matching = this.#registered.filter(
      (each) =>
        each.phase === phase &&
        (each.route === '*' || each.route === call.route || each.route === `${call.method} ${call.route}`),
    );
    return matching.length === 0 ? null : inTurn(matching, call, reply);
  }

  clear(): void {
    this.#registered = [];
  }
}

async function inTurn(hooks: readonly Registered[], call: Call, reply: Reply | null): Promise<void> {
  for (const { hook } of hooks) await hook(call, reply);
}
