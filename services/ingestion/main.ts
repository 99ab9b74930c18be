import { runService } from '@passback/service-host';
import { createIngestionApp } from './app.ts';
import { ingestionSettings } from './settings.ts';

await runService('ingestion', ingestionSettings, createIngestionApp);
