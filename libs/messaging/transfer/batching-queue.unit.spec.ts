import { describe, expect, it } from '@jest/globals';
import { BatchingQueue, type SendBatch } from './batching-queue.ts';

const LIMITS = { batchBytes: 100, queuedBytes: 200, waitingCalls: 3, timeoutMs: 60_000 };

/** A send that the test lets go on, and what it was given. */
function heldSend() {
  const sent: string[][] = [];
  const releases: ((error?: Error) => void)[] = [];
  const send = (batch: SendBatch<string>): Promise<void> => {
    sent.push([...batch.live()]);
    return new Promise((resolve, reject) => {
      releases.push((error) => (error === undefined ? resolve() : reject(error)));
    });
  };
  const release = async (error?: Error): Promise<void> => {
    while (releases.length === 0) await new Promise(setImmediate);
    releases.shift()?.(error);
  };
  return { sent, send, release };
}

const job = (work: string, bytes = 10) => ({ work, bytes });

describe('BatchingQueue', () => {
  it('sends calls of one turn together, and those that come meanwhile with the next', async () => {
    const { sent, send, release } = heldSend();
    const queue = new BatchingQueue(send, LIMITS);
    const first = [queue.add(() => [job('a')]), queue.add(() => [job('b')])];
    await release();
    await Promise.all(first);
    const second = ['c', 'd', 'e'].map((work) => queue.add(() => [job(work)]));
    await release();
    await Promise.all(second);
    expect(sent).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });

  it('keeps order and the size of a batch; a job over it goes alone', async () => {
    const { sent, send, release } = heldSend();
    const queue = new BatchingQueue(send, LIMITS);
    const done = queue.add(() => [job('a', 60), job('b', 60), job('c', 150), job('d', 40), job('e', 40)]);
    for (let i = 0; i < 4; i++) await release();
    await done;
    expect(sent).toEqual([['a'], ['b'], ['c'], ['d', 'e']]);
  });

  it('does not prepare a call while the queue is full', async () => {
    const { send, release } = heldSend();
    const queue = new BatchingQueue(send, LIMITS);
    let isPrepared = false;
    const full = queue.add(() => [job('a', 100), job('b', 100)]);
    const waiting = queue.add(() => {
      isPrepared = true;
      return [job('c')];
    });
    await new Promise(setImmediate);
    expect(isPrepared).toBe(false);
    await release();
    await release();
    await full;
    await release();
    await waiting;
    expect(isPrepared).toBe(true);
  });

  it('refuses a call when too many wait', async () => {
    const { send, release } = heldSend();
    const queue = new BatchingQueue(send, LIMITS);
    const calls = ['a', 'b', 'c'].map((work) => queue.add(() => [job(work)]));
    await expect(queue.add(() => [job('d')])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await release();
    await Promise.all(calls);
  });

  it('gives up at the time limit, and does not send what was given up', async () => {
    const { sent, send, release } = heldSend();
    const queue = new BatchingQueue(send, { ...LIMITS, batchBytes: 10, timeoutMs: 20 });
    const calls = ['a', 'b'].map((work) => queue.add(() => [job(work)]));
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await release();
    await queue.close();
    expect(sent).toEqual([['a']]);
  });

  it('rejects the calls of a batch that failed, and goes on', async () => {
    const { send, release } = heldSend();
    const queue = new BatchingQueue(send, LIMITS);
    const failing = queue.add(() => [job('a')]);
    await release(new Error('disk full'));
    await expect(failing).rejects.toThrow('disk full');
    const next = queue.add(() => [job('b')]);
    await release();
    await expect(next).resolves.toBeUndefined();
  });

  it('rejects a call whose preparation fails, and only that', async () => {
    const { send, release } = heldSend();
    const queue = new BatchingQueue(send, LIMITS);
    const bad = queue.add(() => {
      throw new Error('too large');
    });
    const good = queue.add(() => [job('a')]);
    await expect(bad).rejects.toThrow('too large');
    await release();
    await good;
  });

  it('finishes what it has when it is closed, and refuses what comes then', async () => {
    const { sent, send, release } = heldSend();
    const queue = new BatchingQueue(send, LIMITS);
    const last = queue.add(() => [job('a')]);
    const closed = queue.close();
    await expect(queue.add(() => [job('b')])).rejects.toMatchObject({ code: 'STOPPED' });
    await release();
    await Promise.all([last, closed]);
    expect(sent).toEqual([['a']]);
  });
});
