import type { GrpcSettings } from '@passback/service-kit';
import { type TProperties, Type } from 'typebox';

/** What delivery reads from its environment beside the common keys. */
export const deliverySettings = {
  /** Port of `/livez` and `/readyz`; 0 takes any free one. */
  DELIVERY_PROBE_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4203 }),
  /**
   * How long a process has a lane at least without a sign of life of it: so long a district waits after a crash, or one and a half times
   * its `timeoutMs`, whichever is longer.
   */
  DELIVERY_LEASE_MS: Type.Integer({ minimum: 1_000, maximum: 600_000, default: 10_000 }),
  /** Districts that this process delivers to at once. Each is an open connection and a few units in memory. */
  DELIVERY_MAX_LANES: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
  /** How long a lane may go on while other districts wait for one. */
  DELIVERY_SLICE_MS: Type.Integer({ minimum: 1_000, maximum: 3_600_000, default: 60_000 }),
  /** How often the ledger is asked what is due; messages only make it sooner. */
  DELIVERY_POLL_MS: Type.Integer({ minimum: 50, maximum: 60_000, default: 1_000 }),
  /** Consumer group; replicas share the wake-ups. */
  DELIVERY_GROUP: Type.String({ pattern: '^[A-Za-z0-9._-]{1,200}$', default: 'passback-delivery' }),
  /** PEM file of authorities that are trusted beside the system's when a PowerSchool shows its certificate. */
  POWERSCHOOL_CA_FILE: Type.Optional(Type.String({ minLength: 1 })),
} satisfies TProperties;

export interface DeliverySettings extends GrpcSettings {
  /** `host:port` where gRPC is answered; port 0 takes any free one. */
  readonly DELIVERY_ADDRESS: string;
  readonly DELIVERY_PROBE_PORT: number;
  readonly DELIVERY_LEASE_MS: number;
  readonly DELIVERY_MAX_LANES: number;
  readonly DELIVERY_SLICE_MS: number;
  readonly DELIVERY_POLL_MS: number;
  readonly DELIVERY_GROUP: string;
  readonly POWERSCHOOL_CA_FILE?: string;
}
