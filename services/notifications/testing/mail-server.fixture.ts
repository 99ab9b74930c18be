import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

interface ReceivedMail {
  readonly to: readonly string[];
  readonly text: string;
}

/** What the server does with a mail instead of taking it. */
export interface MailFaults {
  /** Answers to RCPT by address: a code with words. */
  readonly recipients?: ReadonlyMap<string, string>;
  /** Answer to the mail once it was read. */
  readonly data?: string;
  /** Does not answer any more from there on. */
  readonly hangs?: 'recipient' | 'data';
  /** Ends the connection: as soon as the first byte of the mail came, or when all of it was read, taken all the same. */
  readonly cuts?: 'inData' | 'afterData';
}

export interface MailServer {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  faults: MailFaults;
  stop(): Promise<void>;
}

function refusal(answer: string): Error & { responseCode: number } {
  const [code = '550', ...words] = answer.split(' ');
  return Object.assign(new Error(words.join(' ')), { responseCode: Number(code) });
}

/** A real SMTP server that keeps what it takes. `options`: TLS and who may send. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, callback) {
      if (mailServer.faults.hangs === 'recipient') return;
      const answer = mailServer.faults.recipients?.get(address);
      callback(answer === undefined ? null : refusal(answer));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      const { faults } = mailServer;
      const cut = (): void => {
        for (const connection of server.connections) connection.close();
      };
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (faults.cuts === 'inData') cut();
      });
      stream.on('end', () => {
        if (faults.cuts === 'inData') return;
        if (faults.data !== undefined) return callback(refusal(faults.data));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, text: Buffer.concat(chunks).toString() });
        if (faults.cuts === 'afterData') return cut();
        if (faults.hangs !== 'data') callback(null, 'taken');
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const mailServer: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    received,
    faults: {},
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mailServer;
}
