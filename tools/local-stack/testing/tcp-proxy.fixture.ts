import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to one or several ports of this machine, over which connections are spread, and which can be closed and opened again. */
export class TcpProxy {
  readonly #targets: readonly number[];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  readonly #kept: (() => void)[] = [];
  #condition: 'open' | 'cut' | 'silent' = 'open';
  #next = 0;

  static async to(targets: readonly number[]): Promise<TcpProxy> {
    const proxy = new TcpProxy(targets);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  private constructor(targets: readonly number[]) {
    this.#targets = targets;
    this.#server = createServer({ allowHalfOpen: true }, (caller) => this.#take(caller));
  }

  /** `host:port` */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends what there is, and whatever comes. */
  cut(): void {
    this.#condition = 'cut';
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Takes everything and gives nothing on, as a network that loses all; what was sent meanwhile arrives when it is healed. */
  silence(): void {
    this.#condition = 'silent';
    for (const [caller, target] of this.#pairs) {
      caller.unpipe(target);
      target.unpipe(caller);
    }
  }

  heal(): void {
    this.#condition = 'open';
    for (const [caller, target] of this.#pairs) caller.pipe(target).pipe(caller);
    for (const goOn of this.#kept.splice(0)) goOn();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(caller: Socket): void {
    this.#keep(caller);
    if (this.#condition === 'cut') caller.destroy();
    else if (this.#condition === 'silent') this.#kept.push(() => this.#giveOn(caller, this.#targets.length));
    else this.#giveOn(caller, this.#targets.length);
  }

  /** To the next port that takes it: one that nobody listens to is passed over. */
  #giveOn(caller: Socket, triesLeft: number): void {
    if (caller.destroyed) return;
    const target = connect({ host: '127.0.0.1', port: this.#nextTarget(), allowHalfOpen: true });
    this.#keep(target);
    const passOver = (): void => {
      if (triesLeft > 1) this.#giveOn(caller, triesLeft - 1);
      else caller.destroy();
    };
    target.once('error', passOver);
    target.once('connect', () => {
      target.off('error', passOver);
      this.#join(caller, target);
    });
  }

  #join(caller: Socket, target: Socket): void {
    const pair = [caller, target] as const;
    this.#pairs.add(pair);
    for (const [one, other] of [pair, [target, caller] as const]) {
      one.once('close', (hadError) => {
        this.#pairs.delete(pair);
        if (hadError || one === caller) other.destroy();
        else other.end();
      });
    }
    if (caller.destroyed || this.#condition === 'cut') target.destroy();
    else if (this.#condition === 'open') caller.pipe(target).pipe(caller);
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    // The other side is told by the end of its connection.
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  #nextTarget(): number {
    this.#next += 1;
    return this.#targets[this.#next % this.#targets.length] ?? 0;
  }
}
