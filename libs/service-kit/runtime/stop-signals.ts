/**
 * Signals this close to the first are the same wish to stop: on Ctrl-C a terminal signals both npm and the program, and npm passes its
 * own on; `kill -- -<group>` does the same with SIGTERM.
 */
const ONE_WISH_MS = 1_000;

export interface StopSignalHandlers {
  readonly stop: (signal: NodeJS.Signals) => void;
  /** A signal again, later than could be the same one passed on: not to be waited for. */
  readonly force: (signal: NodeJS.Signals) => void;
}

/** Calls `stop` on the first SIGTERM or SIGINT of the process and `force` when somebody insists. Gives what takes it back. */
export function onStopSignals(
  { stop, force }: StopSignalHandlers,
  source: Pick<NodeJS.Process, 'on' | 'off'> = process,
  now: () => number = () => performance.now(),
): () => void {
  let firstAt: number | null = null;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (firstAt === null) {
      firstAt = now();
      stop(signal);
    } else if (now() - firstAt >= ONE_WISH_MS) {
      force(signal);
    }
  };
  source.on('SIGTERM', onSignal);
  source.on('SIGINT', onSignal);
  return () => {
    source.off('SIGTERM', onSignal);
    source.off('SIGINT', onSignal);
  };
}
