/** The simulator's time; a test may put a simulated one in its place. */
export interface SimulatorClock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const realClock: SimulatorClock = { now: () => Date.now() };
