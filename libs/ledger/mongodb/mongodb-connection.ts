import { within } from '@passback/service-kit';
import { MongoClient, MongoParseError } from 'mongodb';
import { LedgerError } from '../port/ledger.ts';
import { type Collections, collectionsOf, createIndexes } from './collections.ts';
import { MongodbAccess } from './mongodb-access.ts';
import { isUnavailable } from './mongodb-errors.ts';

/** How long an operation waits for a server that can take it; longer than a failover of a replica set usually takes to be seen. */
const SERVER_SELECTION_TIMEOUT_MS = 3_000;
const CONNECT_TIMEOUT_MS = 3_000;
/** A server that took a request and then says nothing: ten times what the largest batch takes. */
const SOCKET_TIMEOUT_MS = 20_000;
/** A process has some tens of operations in flight at most; more connections would only queue in the server. */
const MAX_CONNECTIONS = 20;
const WAIT_FOR_CONNECTION_MS = 5_000;
/** What `Ledger.check` promises. */
const CHECK_TIMEOUT_MS = 2_000;

/** The client with its collections. Connects when first used, and creates the indexes before anything else is done. */
export class MongodbConnection {
  readonly #currentUrl: () => string;
  readonly #databaseName: string;
  #access: MongodbAccess;
  #client: MongoClient;
  #collections: Collections;
  #ready: Promise<void> | null = null;
  #closed = false;

  /** `currentUrl`: the URL as it is now; another one counts once what was there before fails. Throws `LedgerError` `INVALID_URL` for what the driver cannot read. */
  constructor(currentUrl: () => string, database: string) {
    this.#currentUrl = currentUrl;
    this.#databaseName = database;
    this.#access = new MongodbAccess(currentUrl());
    this.#client = createClient(this.#access.url);
    this.#collections = collectionsOf(this.#client.db(database));
  }

  /** Runs `work` once the indexes are there. Throws `LedgerError` `UNAVAILABLE` when MongoDB cannot be reached. */
  async run<T>(work: (collections: Collections) => Promise<T>): Promise<T> {
    if (this.#closed) throw new LedgerError('UNAVAILABLE', 'The ledger is closed');
    try {
      await this.#ensureReady();
      return await work(this.#collections);
    } catch (error) {
      // The driver reads files by itself, and says no more than that they are not there.
      if (!isUnavailable(error) && this.#access.fileTrouble() === null) throw error;
      const words = this.#access.explain(error);
      this.#takeNewAccess();
      throw new LedgerError('UNAVAILABLE', words, error);
    }
  }

  async check(): Promise<void> {
    const ping = this.run(({ database }) => database.command({ ping: 1 }));
    const late = (): never => {
      throw new LedgerError('UNAVAILABLE', `MongoDB did not answer within ${CHECK_TIMEOUT_MS} ms`);
    };
    await within(CHECK_TIMEOUT_MS, ping, { late });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client.close();
  }

  /** A password or a certificate that was replaced: the next operation goes by the new one. */
  #takeNewAccess(): void {
    if (this.#closed) return;
    try {
      const access = new MongodbAccess(this.#currentUrl());
      if (access.isSame(this.#access)) return;
      const client = createClient(access.url);
      void this.#client.close().catch(() => undefined);
      this.#access = access;
      this.#client = client;
      this.#collections = collectionsOf(client.db(this.#databaseName));
      this.#ready = null;
    } catch {
      // Between two writes of a file: what failed is what counts, and it is tried again.
    }
  }

  /** Shared by the operations that wait for it; forgotten when it fails, so that the next operation tries again. */
  #ensureReady(): Promise<void> {
    this.#ready ??= this.#connect().catch((error: unknown) => {
      this.#ready = null;
      throw error;
    });
    return this.#ready;
  }

  /**
   * Explicitly: a client whose first connection failed inside an operation answers "Topology is closed" for ever after, while
   * one that was connected once comes back by itself.
   */
  async #connect(): Promise<void> {
    await this.#client.connect();
    await createIndexes(this.#collections);
  }
}

function createClient(url: string): MongoClient {
  try {
    return new MongoClient(url, {
      appName: 'passback-ledger',
      serverSelectionTimeoutMS: SERVER_SELECTION_TIMEOUT_MS,
      connectTimeoutMS: CONNECT_TIMEOUT_MS,
      socketTimeoutMS: SOCKET_TIMEOUT_MS,
      maxPoolSize: MAX_CONNECTIONS,
      waitQueueTimeoutMS: WAIT_FOR_CONNECTION_MS,
      // A claim or an intent that a failover takes back could send twice.
      writeConcern: { w: 'majority', journal: true },
      readPreference: 'primary',
    });
  } catch (error) {
    // The driver's message may repeat parts of the URL, and with them a password.
    const what = error instanceof MongoParseError ? 'cannot be read' : 'is not accepted';
    throw new LedgerError('INVALID_URL', `The MongoDB URL ${what}`);
  }
}
