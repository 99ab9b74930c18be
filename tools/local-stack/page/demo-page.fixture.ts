import type { Environment } from '@passback/service-kit';
import { type Demo, startDemo } from '../demo/start-demo.ts';
import { removeTemporaryFolders, temporaryFolder } from '../testing/districts.fixture.ts';
import { buildPage } from './build-page.fixture.ts';
import { TestBrowser } from './test-browser.fixture.ts';

export interface DemoPage {
  readonly demo: Demo;
  readonly browser: TestBrowser;
  stop(): Promise<void>;
}

/** The demo as `npm start` runs it, in this process, with its page built and a browser before it. */
export async function startDemoPage({
  nights = 1,
  env: own = {},
}: { readonly nights?: number; readonly env?: Environment } = {}): Promise<DemoPage> {
  await buildPage();
  let stopDemo = async (): Promise<void> => undefined;
  const env = {
    DATA_DIR: temporaryFolder('page'),
    CONSOLE_PORT: '0',
    INGESTION_PORT: '0',
    POWERSCHOOL_SIMULATOR_PORT: '0',
    ...own,
  };
  const demo = await startDemo(env, { nights, say: () => undefined, onStarted: (stop) => (stopDemo = stop) });
  const browser = await TestBrowser.launch(demo.stack.consoleUrl);
  return {
    demo,
    browser,
    async stop() {
      await browser.close();
      await stopDemo();
      removeTemporaryFolders();
    },
  };
}
