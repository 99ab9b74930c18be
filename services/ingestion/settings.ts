import { type TProperties, Type } from 'typebox';

/** What ingestion reads from its environment beside the common keys. */
export const ingestionSettings = {
  /** Port of the HTTP API; 0 takes any free one. */
  INGESTION_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4001 }),
  /** Interface to listen on. */
  INGESTION_HOST: Type.String({ minLength: 1, default: '0.0.0.0' }),
  /** Addresses or networks of the proxies before this service, separated by commas: their `X-Forwarded-For` says who calls. */
  TRUSTED_PROXIES: Type.String({ default: '' }),
} satisfies TProperties;

export interface IngestionSettings {
  readonly INGESTION_PORT: number;
  readonly INGESTION_HOST: string;
  readonly TRUSTED_PROXIES: string;
}
