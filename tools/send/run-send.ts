import { readFile, stat } from 'node:fs/promises';
import { createIngestionClient, IngestionError, patiently, type StaffList } from '@passback/ingestion-client';
import { isBrokenToken } from '@passback/service-kit';
import type { Input, SendArguments } from './arguments.ts';
import { counts, Progress } from './progress.ts';
import { checkpointFile } from './sending/checkpoint.ts';
import { rejectedFile } from './sending/rejected-list.ts';
import { sendAll } from './sending/send-all.ts';
import { type Caller, takeByChecking, takeBySending } from './sending/send-batch.ts';
import { csvSource } from './sources/csv-source.ts';
import { districtOfFirstLine, ndjsonSource } from './sources/ndjson-source.ts';
import { type Source, SourceError } from './source.ts';

export interface SendParts {
  /** What people read. */
  readonly tell: (line: string) => void;
  /** Aborted when somebody stops it. */
  readonly signal: AbortSignal;
}

/** 0: all was taken. 1: all was sent, and something of it rejected. 2: it is not finished, and can be gone on with. */
export type ExitCode = 0 | 1 | 2;

/** Sends what the arguments say. Throws nothing that can be told in words. */
export async function runSend(asked: SendArguments, parts: SendParts): Promise<ExitCode> {
  try {
    return asked.input.kind === 'staff'
      ? await sendStaff(asked.input, asked, parts)
      : await sendUnits(asked.input, asked, parts);
  } catch (error) {
    const words = parts.signal.aborted ? 'stopped' : wordsOf(error);
    if (words === null) throw error;
    parts.tell(words);
    return 2;
  }
}

async function sendUnits(
  input: Exclude<Input, { kind: 'staff' }>,
  asked: SendArguments,
  parts: SendParts,
): Promise<ExitCode> {
  const { service, isRestart } = asked;
  const { tell } = parts;
  const districtId = asked.districtId ?? (input.kind === 'ndjson' ? await districtOfFirstLine(input.file) : '');
  const source = await openSource(input, districtId);
  const progress = new Progress(tell, (await stat(source.file)).size);
  try {
    const take =
      service === null
        ? takeByChecking(districtId, parts.signal)
        : takeBySending(await clientOf(service, tell), districtId, callerOf(asked, parts, progress));
    const target = { url: service?.url ?? '', districtId };
    const onProgress = progress.reached.bind(progress);
    const end = await sendAll({ source, target, take, isRestart, isKept: service !== null, onProgress });
    tell(`${service === null ? 'checked, and nothing sent' : 'all sent'}: ${counts(end)}`);
    if (end.rejected > 0) tell(`what was rejected, and why: ${rejectedFile(source.file)}`);
    return end.rejected === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof SourceError) && service !== null)
      tell(`not finished; the same command goes on from ${checkpointFile(source.file)}`);
    throw error;
  } finally {
    await source.close();
  }
}

async function openSource(
  input: Exclude<Input, { kind: 'staff' }>,
  districtId: string,
): Promise<Source & { close(): Promise<void> }> {
  if (input.kind === 'ndjson') return Object.assign(await ndjsonSource(input.file), { close: async () => undefined });
  return csvSource({ ...input, districtId });
}

async function sendStaff(
  { file, confirmShrink }: Extract<Input, { kind: 'staff' }>,
  asked: SendArguments,
  parts: SendParts,
): Promise<ExitCode> {
  const { service, districtId } = asked;
  if (service === null || districtId === null) throw new SourceError('a service and a district are needed');
  const list = jsonOf(file, await readFile(file, 'utf8')) as StaffList;
  const client = await clientOf(service, parts.tell);
  const call = callerOf(asked, parts, new Progress(parts.tell, 1));
  try {
    await call((signal) => client.putStaff(districtId, list, { signal, ...(confirmShrink && { confirmShrink }) }));
  } catch (error) {
    if (!(error instanceof IngestionError) || error.status !== 400) throw error;
    parts.tell(`rejected: ${error.message}`);
    for (const { path, message } of error.errors) parts.tell(`  ${path} ${message}`);
    return 1;
  }
  parts.tell('taken');
  return 0;
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The error's own words quote the text.
    throw new SourceError(`${file} is not JSON`);
  }
}

async function clientOf({ url, tokenFile }: { url: string; tokenFile: string }, tell: SendParts['tell']) {
  const token = (await readFile(tokenFile, 'utf8')).trim();
  if (token === '' || /\s/.test(token)) throw new SourceError(`${tokenFile} has to hold a token and nothing else`);
  if (isBrokenToken(token))
    throw new SourceError(`the token in ${tokenFile} was cut off or mistyped: its checksum is wrong`);
  const { protocol, hostname } = new URL(url);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'http:' && !isLocal) tell('over http anybody on the way can read the token: use https');
  return createIngestionClient({ url, token });
}

function callerOf({ patienceMs }: SendArguments, { signal }: SendParts, progress: Progress): Caller {
  const onWait = progress.waits.bind(progress);
  return (call) => patiently(() => call(signal), { patienceMs, signal, onWait });
}

/** Null for what is nobody's to mend here. */
function wordsOf(error: unknown): string | null {
  if (error instanceof SourceError) return error.message;
  if (error instanceof IngestionError)
    return error.status === 0 ? error.message : `the service refused it, ${error.status} ${error.message}`;
  // A file that is not there, or may not be read or written.
  const { syscall, path, message } = error as Partial<NodeJS.ErrnoException>;
  return syscall !== undefined && path !== undefined ? (message ?? syscall) : null;
}
