import { badClients } from './bad-clients.fixture.ts';

// A process of its own, so that what bad clients cost themselves is not taken for what they cost the server:
// `node bad-clients.process.fixture.ts URL DISTRICT TOKEN COUNT`, until SIGTERM.
const [url = '', districtId = '', token = '', count = ''] = process.argv.slice(2);
const ending = new AbortController();
process.once('SIGTERM', () => ending.abort());
await badClients({ url, districtId, token }, Number(count), ending.signal);
