import { afterAll, describe, expect, it } from '@jest/globals';
import { freePorts, Program } from '../testing/processes.fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from '../testing/districts.fixture.ts';

async function demoEnvironment(folder: string): Promise<Record<string, string>> {
  const [ingestion, console, powerSchool] = await freePorts(3);
  return {
    DATA_DIR: folder,
    INGESTION_PORT: String(ingestion),
    CONSOLE_PORT: String(console),
    POWERSCHOOL_SIMULATOR_PORT: String(powerSchool),
  };
}

afterAll(removeTemporaryFolders);

describe('npm start -- --once', () => {
  it('delivers one night of the demo, prints what came of it and where to look, and ends with 0; a second start goes on', async () => {
    const folder = temporaryFolder('demo');
    const first = new Program('tools/local-stack/main.ts', ['--once'], await demoEnvironment(folder));
    expect([await first.exit(90_000), first.output]).toEqual([0, expect.stringMatching(/sent +\d/)]);
    for (const words of ['console API', 'ingestion API', 'OpenAPI', 'simulated gradebook', 'NOT_POINTS_SCALE'])
      expect(first.output).toContain(words);

    const second = new Program('tools/local-stack/main.ts', ['--once', '--nights', '2'], await demoEnvironment(folder));
    expect([await second.exit(90_000), second.output]).toEqual([0, expect.stringMatching(/Day 1/)]);
  }, 200_000);

  it('refuses arguments and settings that are wrong, naming each', async () => {
    const wrong = new Program('tools/local-stack/main.ts', ['--nights', 'many'], {
      DATA_DIR: temporaryFolder('wrong'),
    });
    expect(await wrong.exit()).toBe(1);
    expect(wrong.output).toContain('--nights many');
    const unset = new Program('tools/local-stack/main.ts', [], {
      DATA_DIR: temporaryFolder('wrong'),
      LEDGER_URL: 'postgres://x',
      INGESTION_PORT: 'x',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      DISTRICTS_FILE: '/nowhere',
    });
    expect(await unset.exit()).toBe(1);
    for (const name of ['LEDGER_URL', 'INGESTION_PORT', 'OTEL_EXPORTER_OTLP_PROTOCOL'])
      expect(unset.output).toContain(name);
  }, 60_000);

  it('names every wrong setting of every district, and starts nothing', async () => {
    const { writeFileSync } = await import('node:fs');
    const folder = temporaryFolder('districts');
    writeFileSync(
      `${folder}/districts.json`,
      JSON.stringify([{ districtId: 'x', timeZone: 'Mars/Olympus', nightlyRunAt: '25:00' }]),
    );
    const [ingestion, console] = await freePorts(2);
    const program = new Program('tools/local-stack/main.ts', [], {
      DATA_DIR: folder,
      DISTRICTS_FILE: `${folder}/districts.json`,
      INGESTION_PORT: String(ingestion),
      CONSOLE_PORT: String(console),
    });
    expect(await program.exit()).toBe(1);
    for (const field of ['timeZone', 'nightlyRunAt', 'powerschool']) expect(program.output).toContain(field);
  }, 60_000);
});
