/**
 * OpenTelemetry's own attribute names, in the one place that says which of them we speak. Stable ones come from the package;
 * those that are still in development there (messaging, a few others) are written out.
 */
import {
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_OPERATION_BATCH_SIZE,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_SYSTEM_NAME,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_RPC_METHOD,
  ATTR_RPC_SYSTEM_NAME,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_SCHEME,
} from '@opentelemetry/semantic-conventions';

export const ERROR_ATTRIBUTES = { type: ATTR_ERROR_TYPE } as const;

/** Without `url.path`, `url.query` and `url.full`: whoever calls may have put anything in there, and queries to PowerSchool name students. */
export const HTTP_ATTRIBUTES = {
  method: ATTR_HTTP_REQUEST_METHOD,
  route: ATTR_HTTP_ROUTE,
  status: ATTR_HTTP_RESPONSE_STATUS_CODE,
  urlTemplate: 'url.template',
  scheme: ATTR_URL_SCHEME,
  host: ATTR_SERVER_ADDRESS,
  port: ATTR_SERVER_PORT,
} as const;

export const RPC_ATTRIBUTES = {
  system: ATTR_RPC_SYSTEM_NAME,
  method: ATTR_RPC_METHOD,
  status: 'rpc.response.status_code',
  host: ATTR_SERVER_ADDRESS,
  port: ATTR_SERVER_PORT,
} as const;

export const MESSAGING_ATTRIBUTES = {
  system: 'messaging.system',
  destination: 'messaging.destination.name',
  partition: 'messaging.destination.partition.id',
  group: 'messaging.consumer.group.name',
  operationName: 'messaging.operation.name',
  operationType: 'messaging.operation.type',
  batchSize: 'messaging.batch.message_count',
} as const;

export const DB_ATTRIBUTES = {
  system: ATTR_DB_SYSTEM_NAME,
  collection: ATTR_DB_COLLECTION_NAME,
  operation: ATTR_DB_OPERATION_NAME,
  batchSize: ATTR_DB_OPERATION_BATCH_SIZE,
} as const;
