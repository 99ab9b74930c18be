import { onStopSignals } from '@passback/service-kit';
import { startTelemetry } from '@passback/telemetry';
import { buildWeb } from '@passback/web';
import { parseArguments } from './arguments.ts';
import { startDemo } from './demo/start-demo.ts';
import { loadStackSettings } from './stack/settings.ts';
import { startStack } from './stack/stack.ts';

// `npm start`: the whole system in this process. With DISTRICTS_FILE those districts; without it a demo with simulators.

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const FLUSH_LIMIT_MS = 5_000;

async function main(): Promise<void> {
  loadStackSettings(process.env);
  const telemetry = await startTelemetry('passback', process.env);
  const options = parseArguments(process.argv.slice(2));
  let ending = false;
  let stopAll: () => Promise<void> = async () => undefined;
  const end = async (code: number): Promise<void> => {
    if (ending) return;
    ending = true;
    await stopAll();
    await telemetry.shutdown(FLUSH_LIMIT_MS);
    process.exit(code);
  };
  onStopSignals({ stop: () => void end(0), force: () => process.exit(1) });

  await buildWeb();
  if ((process.env['DISTRICTS_FILE'] ?? '') !== '') {
    const stack = await startStack(process.env);
    stopAll = () => stack.stop();
    say(addressLines(stack).join('\n'));
    return;
  }
  const demo = await startDemo(process.env, { nights: options.nights, say, onStarted: (stop) => (stopAll = stop) });
  say(
    [
      ...addressLines(demo.stack),
      `  simulated gradebook     ${demo.powerSchoolUrl}/`,
      ...(demo.issuer === null ? [] : [`  simulated sign-in       ${demo.issuer}`]),
      `  mails of the demo       ${demo.stack.notificationsUrl}/mails`,
      `  token of the demo       ${demo.token}`,
    ].join('\n'),
  );
  if (options.once) await end(demo.differences === 0 ? 0 : 1);
  else say('\nStays up until Ctrl-C.');
}

function addressLines({ consoleUrl, ingestionUrl }: { consoleUrl: string; ingestionUrl: string }): string[] {
  return [
    'Gradebook Passback is running:',
    `  page                    ${consoleUrl}/`,
    `  console API             ${consoleUrl}   OpenAPI: ${consoleUrl}/documentation`,
    `  ingestion API           ${ingestionUrl}   OpenAPI: ${ingestionUrl}/documentation`,
  ];
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
