import { runDemo } from './run-demo.ts';

// The demo against services that run elsewhere (Compose): ends with 0 when every outcome is as the scenario intends.
const {
  INGESTION_URL = 'http://127.0.0.1:4001',
  CONSOLE_URL = 'http://127.0.0.1:4000',
  POWERSCHOOL_URL = 'http://127.0.0.1:4010',
} = process.env;
const differences = await runDemo(
  {
    ingestionUrl: INGESTION_URL,
    consoleUrl: CONSOLE_URL,
    powerSchoolUrl: POWERSCHOOL_URL,
    token: process.env['OTUS_TOKEN'] ?? 'demo-token',
  },
  { nights: Number(process.env['NIGHTS'] ?? 1), say: (text) => process.stdout.write(`${text}\n`) },
);
process.exit(differences === 0 ? 0 : 1);
