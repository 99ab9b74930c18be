import { randomUUID } from 'node:crypto';
import { protoDescriptors, RulesServiceService } from '@passback/contracts';
import type { ConsumerGroup } from '@passback/messaging';
import type { ServiceResources } from '@passback/service-host';
import {
  type App,
  type CallersOf,
  certificateChecks,
  type GrpcFiles,
  GrpcEndpoint,
  Health,
  stopInOrder,
} from '@passback/service-kit';
import { Jobs } from './jobs.ts';
import { RulesClock } from './clock/rules-clock.ts';
import { createConsumers } from './consumers.ts';
import { Districts } from './inputs/districts.ts';
import { type AskGradingPeriod, GradingPeriods } from './inputs/grading-periods.ts';
import { StaffLists } from './inputs/staff-lists.ts';
import { gradingPeriodsClient } from './grpc/grading-periods-client.ts';
import { rulesService } from './grpc/rules-service.ts';
import { LIMITS } from './limits.ts';
import type { RulesContext } from './rules-context.ts';
import { RunCare } from './runs/run-care.ts';
import type { RulesSettings } from './settings.ts';

/** A batch in hand is ended by messaging within 10 s. */
const CONSUMERS_LIMIT_MS = 12_000;
/** A page in hand, or the wait for a run to catch up, which ends with the consumers. */
const WORK_LIMIT_MS = 25_000;
const CLOSE_LIMIT_MS = 2_000;

/** By their certificates, where services show them. */
const CALLERS: CallersOf<typeof RulesServiceService> = {
  Preview: ['console'],
  StartRun: ['console'],
  Redrive: ['console'],
  Rebase: ['console'],
  ListDeadLetters: ['console'],
  ReplayDeadLetters: ['console'],
  DismissDeadLetters: ['console'],
  Lag: ['console'],
};

export interface RulesApp extends App {
  /** `host:port` where gRPC is answered; throws before `start`. */
  readonly address: string;
  readonly probePort: number;
}

/** What may be replaced. */
export interface RulesParts {
  /** Left out: the service at `GRADING_PERIODS_ADDRESS` is asked. */
  readonly askGradingPeriod?: AskGradingPeriod;
}

/** The rules service: it alone decides what passes and plans what is sent. */
export function createRulesApp(settings: RulesSettings, resources: ServiceResources, parts: RulesParts = {}): RulesApp {
  const { ledger, messaging, clock, logger } = resources;
  const gradingPeriods = gradingPeriodsClient(settings.GRADING_PERIODS_ADDRESS, settings);
  const context: RulesContext = {
    ...{ ledger, messaging, clock, logger },
    owner: `rules-${randomUUID()}`,
    group: settings.RULES_GROUP,
    districts: new Districts(ledger.districts, clock),
    staff: new StaffLists(ledger.staff, clock),
    readBack: { days: settings.READ_BACK_DAYS, share: settings.READ_BACK_SHARE },
    gradingPeriods: new GradingPeriods(parts.askGradingPeriod ?? gradingPeriods.ask, clock, logger),
  };
  const plans = new Jobs(LIMITS.plans, logger);
  const reEvaluations = new Jobs(LIMITS.reEvaluations, logger);
  const care = new RunCare(context, plans);
  const rulesClock = new RulesClock(context, { care, reEvaluations }, settings.RULES_TICK_MS);
  const consumers = createConsumers(context, care);
  const health = healthOf(settings, resources, consumers);
  const endpoint = new GrpcEndpoint('rules');
  return {
    get address() {
      return endpoint.address;
    },
    get probePort() {
      return endpoint.probePort;
    },
    async start() {
      await endpoint.startProbes(health, settings.RULES_PROBE_PORT);
      await consumers.start();
      rulesClock.start();
      await endpoint.startCalls({
        address: settings.RULES_ADDRESS,
        settings,
        service: RulesServiceService,
        implementation: rulesService(context, care),
        serviceName: 'passback.rules.v1.RulesService',
        callers: CALLERS,
        descriptors: protoDescriptors(),
      });
    },
    async stop() {
      health.stopping();
      const stopWork = (): Promise<unknown> => Promise.all([rulesClock.stop(), plans.stop(), reEvaluations.stop()]);
      await stopInOrder(
        [
          endpoint.stopCalls,
          { name: 'work', limitMs: WORK_LIMIT_MS, stop: stopWork },
          { name: 'consumers', limitMs: CONSUMERS_LIMIT_MS, stop: () => consumers.stop() },
          { name: 'grading periods', limitMs: CLOSE_LIMIT_MS, stop: async () => gradingPeriods.close() },
          endpoint.stopProbes,
        ],
        logger,
      );
    },
  };
}

/** Grading periods that cannot be had hold units for a reason of their own, and are no reason not to be ready. */
function healthOf(
  settings: GrpcFiles,
  { ledger, messaging, logger }: ServiceResources,
  consumers: ConsumerGroup,
): Health {
  return new Health(
    [
      ...certificateChecks(settings),
      { name: 'ledger', check: () => ledger.check() },
      { name: 'messaging', check: () => messaging.check() },
      { name: 'consumers', check: () => consumers.check() },
    ],
    logger,
  );
}
