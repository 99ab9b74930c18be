export { createIngestionApp, type IngestionApp } from './app.ts';
export { INGESTION_LIMITS } from './limits.ts';
export { ingestionSettings } from './settings.ts';
export { checkSnapshot } from './validation/check-snapshot.ts';
export { parseJson } from './validation/parse-json.ts';
export { SnapshotSchema } from './validation/snapshot-schema.ts';
