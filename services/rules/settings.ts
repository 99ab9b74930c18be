import type { GrpcSettings } from '@passback/service-kit';
import { type TProperties, Type } from 'typebox';
import { READ_BACK_POLICY } from './runs/read-back.ts';

/** What rules reads from its environment beside the common keys. */
export const rulesSettings = {
  /** Consumer group of section assessments and staff; `<group>-progress` follows outcomes. */
  RULES_GROUP: Type.String({ pattern: '^[A-Za-z0-9._-]{1,200}$', default: 'passback-rules' }),
  /** How often the clock looks for nights, runs and changed settings. */
  RULES_TICK_MS: Type.Integer({ minimum: 10, maximum: 60_000, default: 1_000 }),
  /** Port of `/livez` and `/readyz`; 0 takes any free one. */
  RULES_PROBE_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4202 }),
  /** Days within which everything that is in sync is seen in PowerSchool again; 0: never. */
  READ_BACK_DAYS: Type.Integer({ minimum: 0, maximum: 365, default: READ_BACK_POLICY.days }),
  /** Share of the calls that PowerSchool permits in a night that this may take. */
  READ_BACK_SHARE: Type.Number({ minimum: 0, maximum: 1, default: READ_BACK_POLICY.share }),
} satisfies TProperties;

export interface RulesSettings extends GrpcSettings {
  /** `host:port` where gRPC is answered; port 0 takes any free one. */
  readonly RULES_ADDRESS: string;
  readonly GRADING_PERIODS_ADDRESS: string;
  readonly RULES_GROUP: string;
  readonly RULES_TICK_MS: number;
  readonly RULES_PROBE_PORT: number;
  readonly READ_BACK_DAYS: number;
  readonly READ_BACK_SHARE: number;
}
