import { buildDistrict, DEMO_SIZE } from './scenario/district.ts';
import { OtusClient } from './server/otus-client.ts';
import { OtusSimulator } from './server/otus-simulator.ts';

// An Otus by itself: INGESTION_URL, OTUS_TOKEN, DISTRICT_ID and OTUS_SIMULATOR_PORT say where it sends and listens.
const {
  INGESTION_URL = 'http://127.0.0.1:4001',
  OTUS_TOKEN = 'demo-token',
  DISTRICT_ID = 'lincoln',
  OTUS_SIMULATOR_PORT = '4020',
} = process.env;
const otus = new OtusSimulator(
  buildDistrict({ districtId: DISTRICT_ID, size: DEMO_SIZE }),
  new OtusClient(INGESTION_URL, OTUS_TOKEN),
);
const server = await otus.listen(Number(OTUS_SIMULATOR_PORT));
process.stdout.write(`Otus simulator at ${server.url}: POST /send, POST /day\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
