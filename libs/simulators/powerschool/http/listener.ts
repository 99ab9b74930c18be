import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Longer than clients keep idle connections, so that a reused one is not closed under a request. */
const KEEP_ALIVE_MS = 65_000;

/** Whether somebody is there, where nobody listens on a socket. */
export class NoListener implements Pick<Listener, 'isOpen' | 'open' | 'close' | 'port'> {
  readonly port = 0;
  isOpen = false;

  open(): Promise<void> {
    this.isOpen = true;
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.isOpen = false;
    return Promise.resolve();
  }
}

/** A listener that can go away (connections refused) and come back on the same port. */
export class Listener {
  readonly #handle: RequestListener;
  readonly #host: string;
  #port: number;
  #server: Server | null = null;

  constructor(handle: RequestListener, host: string, port: number) {
    this.#handle = handle;
    this.#host = host;
    this.#port = port;
  }

  get port(): number {
    return this.#port;
  }

  get isOpen(): boolean {
    return this.#server !== null;
  }

  async open(): Promise<void> {
    if (this.#server !== null) return;
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, this.#handle);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, this.#host, resolve);
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Closes the listener and cuts every connection, also those with a request on them. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}
