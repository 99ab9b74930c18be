import type { GrpcSettings } from '@passback/service-kit';
import { type TProperties, Type } from 'typebox';

/** What grading-periods reads from its environment beside the common keys. */
export const gradingPeriodsSettings = {
  /** Port of `/livez` and `/readyz`; 0 takes any free one. */
  GRADING_PERIODS_PROBE_PORT: Type.Integer({ minimum: 0, maximum: 65535, default: 4201 }),
  /** PEM file of authorities that are trusted beside the system's when a PowerSchool shows its certificate. */
  POWERSCHOOL_CA_FILE: Type.Optional(Type.String({ minLength: 1 })),
} satisfies TProperties;

export interface GradingPeriodsSettings extends GrpcSettings {
  /** `host:port` where gRPC is answered; port 0 takes any free one. */
  readonly GRADING_PERIODS_ADDRESS: string;
  readonly GRADING_PERIODS_PROBE_PORT: number;
  readonly POWERSCHOOL_CA_FILE?: string;
}
