import { runService } from '@passback/service-host';
import { createRulesApp } from './app.ts';
import { rulesSettings } from './settings.ts';

await runService('rules', rulesSettings, createRulesApp);
