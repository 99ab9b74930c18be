// A process that asks a PowerSchool and shares its pace through a ledger: the ledger, the PowerSchool's address, the interval, how many
// requests, how many at once, and the pause after each are its arguments.
import { openLedger } from '@passback/ledger';
import { createGradebook, Paces } from '@passback/powerschool';
import { createLogger, systemClock } from '@passback/service-kit';

const [, , url = '', baseUrl = '', ...numbers] = process.argv;
const [minIntervalMs = 0, requests = 0, concurrency = 1, pauseMs = 0] = numbers.map(Number);
const ledger = await openLedger({ url });
const sharing = { time: ledger.paces, logger: createLogger('asker', 'warn') };
const { gradebook, close } = createGradebook(
  {
    ...{ districtId: 'lincoln', connector: 'xte', baseUrl, isAddressTrusted: true, timeoutMs: 10_000 },
    ...{ clientId: 'client', clientSecret: 'secret', minIntervalMs, concurrency },
  },
  { paces: new Paces({ sharing }) },
);
let left = requests;
const worker = async (): Promise<void> => {
  while ((left -= 1) >= 0) {
    await gradebook.assignments({ schoolId: '100', sectionId: '85001', teacherId: '8301', termId: '3600' });
    await systemClock.sleep(pauseMs);
  }
};
await Promise.all(Array.from({ length: concurrency }, worker));
await close();
await ledger.close();
