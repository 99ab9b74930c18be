export { createIngestionApp, type IngestionApp } from './app.ts';
export { type IngestionSettings, ingestionSettings } from './settings.ts';
