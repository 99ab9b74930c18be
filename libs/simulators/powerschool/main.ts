import { parseArgs } from 'node:util';

import { smallSchool } from './gradebook/small-school.ts';
import { startPowerSchool } from './start.ts';

// A PowerSchool by itself: `node libs/simulators/powerschool/main.ts --port 4010 --interval-ms 0 --empty`.
// Environment: POWERSCHOOL_SIMULATOR_PORT, _HOST, _CLIENT_ID, _CLIENT_SECRET, _MIN_INTERVAL_MS; flags win over it.
const env = process.env;
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: env['POWERSCHOOL_SIMULATOR_PORT'] ?? '4010' },
    host: { type: 'string', default: env['POWERSCHOOL_SIMULATOR_HOST'] ?? '127.0.0.1' },
    'client-id': { type: 'string', default: env['POWERSCHOOL_SIMULATOR_CLIENT_ID'] ?? 'demo' },
    'client-secret': { type: 'string', default: env['POWERSCHOOL_SIMULATOR_CLIENT_SECRET'] ?? 'demo-secret' },
    'interval-ms': { type: 'string', default: env['POWERSCHOOL_SIMULATOR_MIN_INTERVAL_MS'] ?? '0' },
    'time-zone': { type: 'string', default: env['POWERSCHOOL_SIMULATOR_TIME_ZONE'] ?? 'America/Chicago' },
    /** No school: a roster is POSTed to /_control/seed. */
    empty: { type: 'boolean', default: false },
  },
});

const powerSchool = await startPowerSchool({
  port: Number(values.port),
  host: values.host,
  clientId: values['client-id'],
  clientSecret: values['client-secret'],
  minIntervalMs: Number(values['interval-ms']),
  timeZone: values['time-zone'],
});
if (!values.empty) {
  const now = new Date();
  // A school year turns in July.
  powerSchool.gradebook.seed(smallSchool(now.getMonth() >= 6 ? now.getFullYear() : now.getFullYear() - 1));
}
process.stdout.write(`Simulated PowerSchool at ${powerSchool.url}/ (gradebook), control API under /_control\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void powerSchool.stop().then(() => process.exit(0)));
}
