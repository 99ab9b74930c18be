import { connect } from 'node:net';

const ANSWER_LIMIT_MS = 1_000;

/** Whether something on 127.0.0.1 takes a connection and, where a `question` is given, answers it with at least one byte. */
export function answersOn(port: number, question?: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: ANSWER_LIMIT_MS });
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => (question === undefined ? finish(true) : socket.write(question)));
    socket.once('data', () => finish(true));
    for (const event of ['error', 'timeout', 'close'] as const) socket.once(event, () => finish(false));
  });
}
