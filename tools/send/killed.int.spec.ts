import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { snapshotJson, snapshotLines } from '../../services/ingestion/testing/snapshot.fixture.ts';
import { Program } from '../local-stack/testing/processes.fixture.ts';
import { Desk, type Service, startService } from './testing/send.fixture.ts';

const LINES = 3_000;
const WRONG_LINES = [10, 700, 1_900, 2_999];

let desk: Desk;
let service: Service;
beforeEach(async () => {
  desk = new Desk();
  service = await startService();
});
afterEach(async () => {
  await service.stop();
  desk.clear();
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the program', () => {
  it('that is killed again and again sends every line in the end, and lists what was rejected once', async () => {
    const all = [...snapshotLines(LINES)];
    for (const line of WRONG_LINES) all[line - 1] = Buffer.from(`${JSON.stringify(snapshotJson({ revision: 0 }))}\n`);
    const file = desk.write('units.ndjson', Buffer.concat(all));
    const start = (): Program => new Program('tools/send/main.ts', [file, ...desk.to(service.url)], {});
    let batches = 0;
    service.before = async () => {
      batches += 1;
      await wait(30);
    };
    for (const kills of [1, 2, 3]) {
      const program = start();
      const until = batches + kills;
      while (batches < until) await wait(5);
      // At some moment between the answer, the list and the checkpoint.
      await wait(kills * 17);
      expect(await program.end('SIGKILL')).toBeNull();
    }
    const last = start();
    expect([await last.exit(), last.output]).toEqual([1, expect.stringContaining('all sent: 2,996 taken, 4 rejected')]);
    expect(new Set(service.ids()).size).toBe(LINES - WRONG_LINES.length);
    expect(desk.rejections('units.ndjson').map(({ line }) => line)).toEqual(WRONG_LINES);
    // No more than the batch that each of them had in hand, in one or two parts, came twice.
    expect(service.ids().length).toBeLessThanOrEqual(LINES + 3 * 500);
    const again = start();
    expect(await again.exit()).toBe(1);
    expect(new Set(service.ids()).size).toBe(LINES - WRONG_LINES.length);
  }, 60_000);

  it('that is stopped by a signal ends with 2, and says how it is gone on with; one that is asked wrongly says how it is asked', async () => {
    const file = desk.write('units.ndjson', Buffer.concat([...snapshotLines(LINES)]));
    const program = new Program('tools/send/main.ts', [file, ...desk.to(service.url)], {});
    service.before = () => wait(300);
    while (service.produced.length === 0) await wait(5);
    expect(await program.end('SIGTERM')).toBe(2);
    expect(program.output).toContain('the same command goes on from');
    const wrong = new Program('tools/send/main.ts', [file], {});
    expect([await wrong.exit(), wrong.output]).toEqual([2, expect.stringContaining('npm run send -- FILE.ndjson')]);
  }, 60_000);
});
