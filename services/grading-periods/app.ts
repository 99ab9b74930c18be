import { GradingPeriodsServiceService, protoDescriptors } from '@passback/contracts';
import { createGradebook, outboundRules, Paces } from '@passback/powerschool';
import { type ServiceResources, STRICT_OPERATOR } from '@passback/service-host';
import { type App, type CallersOf, certificateChecks, GrpcEndpoint, Health, stopInOrder } from '@passback/service-kit';
import { gradingPeriodsService } from './grpc/grading-periods-service.ts';
import { Gradebooks } from './periods/gradebooks.ts';
import { schoolPeriods } from './periods/school-periods.ts';
import { SchoolYears } from './periods/school-years.ts';
import type { GradingPeriodsSettings } from './settings.ts';

const CLOSE_LIMIT_MS = 2_000;

/** By their certificates, where services show them. */
const CALLERS: CallersOf<typeof GradingPeriodsServiceService> = {
  ResolveGradingPeriod: ['rules'],
  ListGradingPeriods: ['console', 'rules'],
};

export interface GradingPeriodsApp extends App {
  /** `host:port` where gRPC is answered; throws before `start`. */
  readonly address: string;
  readonly probePort: number;
}

/** What may be replaced. */
export interface GradingPeriodsParts {
  /** Shared with whatever else in this process asks the same PowerSchools; left out: nothing does. Other processes always may. */
  readonly paces?: Paces;
}

type GradingPeriodsResources = Pick<ServiceResources, 'ledger' | 'secrets' | 'clock' | 'logger' | 'operator'>;

/** The grading-periods service: which grading period is current at a school on a date. Needs ledger and secrets, no messaging. */
export function createGradingPeriodsApp(
  settings: GradingPeriodsSettings,
  { ledger, secrets, clock, logger, operator = STRICT_OPERATOR }: GradingPeriodsResources,
  parts: GradingPeriodsParts = {},
): GradingPeriodsApp {
  const paces = parts.paces ?? new Paces({ sharing: { time: ledger.paces, logger } });
  const outbound = outboundRules({ ...operator, caFile: settings.POWERSCHOOL_CA_FILE });
  const gradebooks = new Gradebooks(secrets, (district, learnedIntervalMs) =>
    createGradebook(district, { paces, outbound, learnedIntervalMs }),
  );
  const schoolYears = new SchoolYears({ cache: ledger.gradingPeriods, lanes: ledger.lanes, gradebooks, clock, logger });
  const health = new Health([...certificateChecks(settings), { name: 'ledger', check: () => ledger.check() }], logger);
  const service = gradingPeriodsService(
    ({ districtId, schoolId, date }) =>
      schoolPeriods({ districts: ledger.districts, schoolYears }, districtId, schoolId, date),
    logger,
  );
  const endpoint = new GrpcEndpoint('grading-periods');
  return {
    get address() {
      return endpoint.address;
    },
    get probePort() {
      return endpoint.probePort;
    },
    async start() {
      await endpoint.startCalls({
        address: settings.GRADING_PERIODS_ADDRESS,
        settings,
        service: GradingPeriodsServiceService,
        implementation: service,
        serviceName: 'passback.gradingperiods.v1.GradingPeriodsService',
        callers: CALLERS,
        descriptors: protoDescriptors(),
      });
      await endpoint.startProbes(health, settings.GRADING_PERIODS_PROBE_PORT);
    },
    async stop() {
      health.stopping();
      await stopInOrder(
        [
          endpoint.stopCalls,
          { name: 'gradebooks', limitMs: CLOSE_LIMIT_MS, stop: () => gradebooks.close() },
          endpoint.stopProbes,
        ],
        logger,
      );
    },
  };
}
