import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessagingError } from '@passback/messaging';
import {
  DISTRICT,
  recordingBroker,
  type RunningIngestion,
  startIngestion,
  TOKENS,
} from '../../../services/ingestion/testing/ingestion.fixture.ts';
import { parseArguments } from '../arguments.ts';
import { runSend } from '../run-send.ts';
import type { Rejection } from '../source.ts';

/** The real service over a broker that keeps what it is given, and can be away. */
export interface Service extends RunningIngestion {
  /** How often the next calls of the broker fail. */
  fail(times: number): void;
  /** Ids of section assessments that the broker has, as they came. */
  ids(): string[];
  readonly produced: ReturnType<typeof recordingBroker>['produced'];
  /** Done before each batch is taken. */
  before: () => Promise<void>;
}

export async function startService(): Promise<Service> {
  const broker = recordingBroker();
  let failing = 0;
  const produce: (typeof broker)['produce'] = async (topic, messages) => {
    await service.before();
    if (failing-- > 0) throw new MessagingError('UNAVAILABLE', 'away');
    return broker.produce(topic, messages);
  };
  const running = await startIngestion({ ...broker, produce });
  const service: Service = {
    ...running,
    produced: broker.produced,
    before: async () => undefined,
    fail: (times) => void (failing = times),
    ids: () => broker.produced.map(({ message }) => message.key.replace(`${DISTRICT}:`, '')),
  };
  return service;
}

/** A folder of files to send, with a token. */
export class Desk {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'send-'));
  told: string[] = [];

  constructor() {
    this.write('token', `${TOKENS.otus}\n`);
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  write(name: string, content: string | Buffer): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Where it is sent, as arguments. */
  to(url: string): string[] {
    return ['--url', url, '--token-file', this.path('token'), '--district', DISTRICT];
  }

  rejections(name: string): Rejection[] {
    const lines = this.read(`${name}.rejected.ndjson`).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as Rejection);
  }

  async send(args: readonly string[], signal = new AbortController().signal): Promise<number> {
    this.told = [];
    return runSend(parseArguments(args), { tell: (line) => void this.told.push(line), signal });
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
