import { type Db, MongoServerError } from 'mongodb';

/** How long one reading is gone on from: within it two good clocks drift apart by a few milliseconds. */
const READING_LIFE_MS = 60_000;
/** MongoDB's error code. */
const COMMAND_NOT_FOUND = 59;

interface Reading {
  readonly serverTime: number;
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** Between which two moments, in milliseconds since the epoch, the server's time is. */
export interface ServerTime {
  readonly atLeast: number;
  readonly atMost: number;
}

/**
 * The time of the MongoDB server, so that it does not matter what the clocks of the processes say: read once a minute, and gone on from by
 * a clock of this process that nobody sets. The server answered some time between the question and its answer; both ends are given, so
 * that a slow answer is no mistake. Operators that let the server compare by itself (`$$NOW`) would do without, where all have them.
 */
export class ServerClock {
  readonly #ask: () => Promise<number>;
  readonly #monotonic: () => number;
  #reading: Reading | null = null;

  /** `ask`: the server's time, milliseconds since the epoch. */
  constructor(ask: () => Promise<number>, monotonic: () => number = () => performance.now()) {
    this.#ask = ask;
    this.#monotonic = monotonic;
  }

  /** Throws what `ask` throws, where the last reading is too old. */
  async read(): Promise<ServerTime> {
    const { serverTime: then, askedAt, answeredAt } = await this.#recent();
    const now = this.#monotonic();
    return { atLeast: Math.floor(then + now - answeredAt), atMost: Math.ceil(then + now - askedAt) };
  }

  async #recent(): Promise<Reading> {
    if (this.#reading !== null && this.#monotonic() - this.#reading.askedAt < READING_LIFE_MS) return this.#reading;
    const askedAt = this.#monotonic();
    const then = await this.#ask();
    return (this.#reading = { serverTime: then, askedAt, answeredAt: this.#monotonic() });
  }
}

/**
 * What the greeting of every MongoDB says, without any privilege: `hello`, or `isMaster` where that is not known. Throws where it says
 * nothing.
 */
export async function serverTime(database: Db): Promise<number> {
  const greeting = await database.command({ hello: 1 }).catch((error: unknown) => {
    if (error instanceof MongoServerError && error.code === COMMAND_NOT_FOUND) return database.command({ isMaster: 1 });
    throw error;
  });
  const { localTime } = greeting;
  if (localTime instanceof Date) return localTime.getTime();
  throw new Error('MongoDB does not tell its time');
}
