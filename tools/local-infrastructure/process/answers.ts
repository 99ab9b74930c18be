import { connect } from 'node:net';

const ANSWER_LIMIT_MS = 1_000;

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Whether something takes a connection there and, where a `question` is given, answers it with at least one byte. */
export function answersOn({ host, port }: Address, question?: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ANSWER_LIMIT_MS });
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => (question === undefined ? finish(true) : socket.write(question)));
    socket.once('data', () => finish(true));
    for (const event of ['error', 'timeout', 'close'] as const) socket.once(event, () => finish(false));
  });
}
