import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '@passback/service-kit';
import { CATEGORIES, startPowerSchool } from '@passback/simulators';
import { type Stack, startStack } from '../stack/stack.ts';
import { startDemoProvider } from './demo-provider.ts';
import { demoFolder, openDemo, saveDemo } from './demo-state.ts';
import { restoreGradebook, saveGradebook } from './gradebook-file.ts';
import { DEMO_DISTRICT, runDemo } from './run-demo.ts';

const TOKEN = 'demo-token';
const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' } as const;
const DEFAULT_POWERSCHOOL_PORT = 4010;

export interface Demo {
  readonly stack: Stack;
  readonly powerSchoolUrl: string;
  /** Who signs people in; null where they pick themselves. */
  readonly issuer: string | null;
  readonly token: string;
  /** Outcomes that were not as the scenario intends. */
  readonly differences: number;
}

/** `DISTRICTS_FILE` of the demo. */
function writeDistrictsFile(folder: string, baseUrl: string): string {
  const district = {
    districtId: DEMO_DISTRICT,
    name: 'Lincoln USD (demo)',
    timeZone: 'America/Chicago',
    nightlyRunAt: '01:00',
    categories: CATEGORIES,
    powerschool: { connector: 'xte', baseUrl, ...CLIENT },
    notifications: { admins: ['admin@lincoln.example'], quietHours: null, teacherDigest: true },
    tokens: [{ sha256: createHash('sha256').update(TOKEN).digest('hex'), roles: ['otus', 'admin', 'viewer'] }],
  };
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'districts.json');
  writeFileSync(file, JSON.stringify([district], null, 2));
  return file;
}

/** Starts the simulators and the system, and runs the demo's nights. `onStarted` is given what stops it all, as soon as it can. */
export async function startDemo(
  env: Environment,
  options: { nights: number; say: (text: string) => void; onStarted: (stop: () => Promise<void>) => void },
): Promise<Demo> {
  const folder = demoFolder(env['DATA_DIR'] ?? '.passback');
  const state = openDemo(folder, Temporal.Now.plainDateISO('America/Chicago').toString());
  const gradebookFile = path.join(folder, 'powerschool.bin');
  const powerSchool = await startPowerSchool({
    port: Number(env['POWERSCHOOL_SIMULATOR_PORT'] ?? DEFAULT_POWERSCHOOL_PORT),
    ...CLIENT,
  });
  const resumes = restoreGradebook(powerSchool, gradebookFile);
  const districtsFile = writeDistrictsFile(folder, powerSchool.url);
  const running: { stack?: Stack } = {};
  const staff = () => running.stack?.resources.ledger.staff;
  const provider = await startDemoProvider(env, { districtId: DEMO_DISTRICT, folder, staff });
  options.onStarted(async () => {
    await running.stack?.stop();
    await provider?.stop();
    saveGradebook(powerSchool, gradebookFile);
    await powerSchool.stop();
  });
  const stack = await startStack({
    ...{ LOG_LEVEL: 'error', MAIL_FOLDER: path.join(folder, 'mails'), NOTIFICATIONS_POLL_MS: '1000', ...env },
    ...{ DATA_DIR: folder, DISTRICTS_FILE: districtsFile, PASSBACK_DEMO: 'true' },
    ...provider?.env,
  });
  running.stack = stack;
  const addresses = {
    ingestionUrl: stack.ingestionUrl,
    consoleUrl: stack.consoleUrl,
    powerSchoolUrl: powerSchool.url,
    token: TOKEN,
  };
  const differences = await runDemo(addresses, {
    ...options,
    ...(resumes ? { resumeAfterDays: state.daysPassed } : {}),
    onDay: (daysPassed) => saveDemo(folder, { ...state, daysPassed }),
  });
  saveGradebook(powerSchool, gradebookFile);
  return { stack, powerSchoolUrl: powerSchool.url, issuer: provider?.issuer ?? null, token: TOKEN, differences };
}
