export {
  createIngestionClient,
  type IngestionClient,
  type IngestionClientOptions,
  type LinesReport,
  type Snapshot,
  type StaffList,
} from './ingestion-client.ts';
export { type FieldError, IngestionError } from './ingestion-error.ts';
export { patiently, type PatienceOptions } from './patience.ts';
