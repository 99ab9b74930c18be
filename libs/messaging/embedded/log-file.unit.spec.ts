import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodedMessage } from '../transfer/encoded-message.ts';
import { LogFile, type LogTopic } from './log-file.ts';

const HOUR_MS = 60 * 60_000;

describe('LogFile', () => {
  let folder = '';
  let file: LogFile;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'log-file-'));
    file = new LogFile(folder);
  });
  afterEach(async () => {
    await file.close();
    rmSync(folder, { recursive: true });
  });
  function append(topic: LogTopic, count: number, value = 'value'): void {
    const messages = Array.from({ length: count }, () => encodedMessage('key', Buffer.from(value), { a: 'b' }));
    file.transaction(() => file.append(topic, messages));
  }
  const offsets = (topic: LogTopic, from = 0, most = 100, bytes = 1_000_000): string[] =>
    file.read(topic, from, most, bytes).map(({ offset }) => offset);

  it('keeps topics apart', () => {
    const [one, two] = [file.topic('one', HOUR_MS), file.topic('two', HOUR_MS)];
    append(one, 2);
    append(two, 1);
    append(one, 1);
    expect(offsets(one)).toEqual(['0', '1', '2']);
    expect(offsets(two)).toEqual(['0']);
  });

  it('reads no more than it is asked for, in messages and in bytes, and at least one', () => {
    const topic = file.topic('topic', HOUR_MS);
    append(topic, 10, 'x'.repeat(100));
    expect(offsets(topic, 3, 2)).toEqual(['3', '4']);
    expect(offsets(topic, 0, 100, 250)).toEqual(['0', '1', '2']);
    expect(offsets(topic, 0, 100, 1)).toEqual(['0']);
  });

  it('stores nothing of a transaction that fails, and gives its offsets again', () => {
    const topic = file.topic('topic', HOUR_MS);
    append(topic, 1);
    const failing = (): void =>
      file.transaction(() => {
        file.append(topic, [encodedMessage('key', Buffer.from('lost'), {})]);
        throw new Error('disk full');
      });
    expect(failing).toThrow('disk full');
    append(topic, 1);
    expect(offsets(topic)).toEqual(['0', '1']);
  });

  it('prunes what is older than asked, no more than asked at once, and never starts offsets again', async () => {
    const topic = file.topic('topic', HOUR_MS);
    append(topic, 5);
    expect(file.prune(topic, Date.now() - HOUR_MS, 100)).toBe(0);
    expect(file.prune(topic, Date.now() + 1, 3)).toBe(3);
    expect(offsets(topic)).toEqual(['3', '4']);
    expect(topic.first).toBe(3);
    expect(file.prune(topic, Date.now() + 1, 100)).toBe(2);
    await file.close();
    file = new LogFile(folder);
    const reopened = file.topic('topic', HOUR_MS);
    expect(reopened).toMatchObject({ first: 5, next: 5 });
    append(reopened, 1);
    expect(offsets(reopened)).toEqual(['5']);
  });

  it('keeps the offsets of groups', () => {
    const topic = file.topic('topic', HOUR_MS);
    expect(file.groupOffset('group', topic)).toBeNull();
    file.setGroupOffset('group', topic, 4);
    file.setGroupOffset('group', topic, 7);
    expect(file.groupOffset('group', topic)).toBe(7);
  });
});
