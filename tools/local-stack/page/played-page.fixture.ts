import {
  buildDistrict,
  type PowerSchoolSimulator,
  type ScenarioDistrict,
  startPowerSchool,
} from '@passback/simulators';
import { CLIENT, removeTemporaryFolders, temporaryFolder, writeDistricts } from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { oneProcess, type System } from '../testing/system.fixture.ts';
import { buildPage } from './build-page.fixture.ts';
import { TestBrowser } from './test-browser.fixture.ts';

export interface PlayedPage {
  readonly district: ScenarioDistrict;
  readonly powerSchool: PowerSchoolSimulator;
  /** All services, in a process of their own. */
  readonly system: System;
  readonly play: Play;
  readonly browser: TestBrowser;
  stop(): Promise<void>;
}

interface Options {
  readonly size: { readonly sections: number; readonly studentsPerSection: number; readonly unitsPerSection: number };
  /** Settings of its PowerSchool beside the defaults. */
  readonly powerschool?: object;
  /** Settings of the services beside the defaults. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A district that Otus has sent and no night has delivered yet, with a browser before its page and its PowerSchool at hand. */
export async function startPlayedPage({ size, powerschool = {}, env = {} }: Options): Promise<PlayedPage> {
  await buildPage();
  const district = buildDistrict({ districtId: 'lincoln', size });
  const powerSchool = await startPowerSchool(CLIENT);
  const folder = temporaryFolder('played-page');
  const system = await oneProcess({
    DATA_DIR: folder,
    DISTRICTS_FILE: writeDistricts(folder, [{ district, baseUrl: powerSchool.url, powerschool }]),
    PASSBACK_DEMO: 'true',
    ...env,
  });
  const play = new Play(district, system, powerSchool);
  await play.begin();
  await play.settledPreview();
  const browser = await TestBrowser.launch(system.consoleUrl);
  return {
    ...{ district, powerSchool, system, play, browser },
    async stop() {
      await browser.close();
      await system.end('SIGTERM');
      await powerSchool.stop();
      removeTemporaryFolders();
    },
  };
}
