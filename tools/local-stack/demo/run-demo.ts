import { buildDistrict, DEMO_SIZE, intendedGradebook, OtusClient, OtusSimulator } from '@passback/simulators';
import { compareExplanations, compareGradebooks } from './compare.ts';
import { ConsoleClient, type PreviewAnswer } from './console-client.ts';
import { PowerSchoolControl } from './powerschool-control.ts';
import { previewLine, runReport } from './report.ts';

export interface DemoAddresses {
  readonly ingestionUrl: string;
  readonly consoleUrl: string;
  readonly powerSchoolUrl: string;
  readonly token: string;
}

export interface DemoOptions {
  readonly nights: number;
  readonly say: (text: string) => void;
  /** Given when PowerSchool was seeded at an earlier start: days of edits that have passed since. */
  readonly resumeAfterDays?: number;
  /** Told after each day of edits how many have passed. */
  readonly onDay?: (daysPassed: number) => void;
}

export const DEMO_DISTRICT = 'lincoln';

/** Longest that the demo waits for evaluations, and for one night; both take seconds. */
const EVALUATION_LIMIT_MS = 20_000;
const NIGHT_LIMIT_MS = 120_000;
/** Differences that are shown; the rest is counted. */
const SHOWN_DIFFERENCES = 20;

/**
 * Plays a simulated district through the system by its outside alone: seeds PowerSchool, sends what Otus has, runs `nights`
 * nights with a day of edits between, prints what came of each. Returns how many outcomes were not as the scenario intends.
 */
export async function runDemo(addresses: DemoAddresses, options: DemoOptions): Promise<number> {
  const { say } = options;
  const console = new ConsoleClient(addresses.consoleUrl, addresses.token);
  const powerSchool = new PowerSchoolControl(addresses.powerSchoolUrl);
  const otus = new OtusSimulator(
    buildDistrict({ districtId: DEMO_DISTRICT, size: DEMO_SIZE }),
    new OtusClient(addresses.ingestionUrl, addresses.token),
  );
  if (options.resumeAfterDays === undefined) await powerSchool.seed(otus.district.roster);
  else {
    otus.recallDays(options.resumeAfterDays);
    await powerSchool.failTerms();
  }
  await setEffectiveDate(console, otus.district.effectiveDate);
  say(`Otus sends ${otus.district.units.size} section assessments …`);
  await otus.sendEverything();
  let daysPassed = options.resumeAfterDays ?? 0;
  let differences: string[] = [];
  for (let night = 1; night <= options.nights; night += 1) {
    if (night > 1) {
      const day = await otus.passDay();
      await powerSchool.edit(day.inPowerSchool);
      daysPassed += 1;
      options.onDay?.(daysPassed);
      say(`Day ${daysPassed}:\n${day.story.map((line) => `  ${line}`).join('\n')}`);
    }
    if (night === 1) say(previewLine(await previewOfAll(console, otus.district.units.size)));
    const runId = await console.startRun(DEMO_DISTRICT);
    const run = await console.untilFinished(DEMO_DISTRICT, runId, {
      limitMs: NIGHT_LIMIT_MS,
      onProgress: progress(say),
    });
    say(`\n${runReport(`Night ${night} of ${DEMO_DISTRICT}`, run)}`);
    differences = [
      ...(await compareExplanations(otus.district, console)),
      ...compareGradebooks(intendedGradebook(otus.district), await powerSchool.gradebook()),
    ];
    for (const difference of differences.slice(0, SHOWN_DIFFERENCES)) say(`NOT AS INTENDED: ${difference}`);
    if (differences.length > SHOWN_DIFFERENCES) say(`… and ${differences.length - SHOWN_DIFFERENCES} more`);
  }
  return differences.length;
}

/** The preview, once everything that was sent has been evaluated (seconds), or as it is after a while. */
async function previewOfAll(console: ConsoleClient, units: number): Promise<PreviewAnswer> {
  const end = Date.now() + EVALUATION_LIMIT_MS;
  for (;;) {
    const preview = await console.preview(DEMO_DISTRICT);
    const seen = Object.values(preview.units).reduce((sum, count) => sum + count, 0);
    if (seen >= units || Date.now() > end) return preview;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The scenario's dates are relative to today, so the district's effective date has to be. */
async function setEffectiveDate(console: ConsoleClient, effectiveDate: string): Promise<void> {
  const path = `/v1/districts/${DEMO_DISTRICT}`;
  const settings = await console.call<Record<string, unknown>>('GET', path);
  await console.call('PUT', path, { ...settings, effectiveDate });
}

/** At most one line every two seconds, and only when something moved. */
function progress(
  say: (text: string) => void,
): (run: { state: string; units: { planned: number; inSync: number } }) => void {
  let last = Date.now();
  let shown = '';
  return ({ state, units }) => {
    const line = `${state}: ${units.inSync} of ${units.planned} section assessments in sync …`;
    if (line === shown || Date.now() - last < 2_000) return;
    last = Date.now();
    shown = line;
    say(line);
  };
}
