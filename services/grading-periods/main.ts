import { runService } from '@passback/service-host';
import { createGradingPeriodsApp } from './app.ts';
import { gradingPeriodsSettings } from './settings.ts';

await runService('grading-periods', gradingPeriodsSettings, (settings, resources) =>
  createGradingPeriodsApp(settings, resources),
);
