import { runService } from '@passback/service-host';
import { createConsoleApp } from './app.ts';
import { consoleSettings } from './settings.ts';

await runService('console', consoleSettings, createConsoleApp);
