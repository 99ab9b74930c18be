import { randomUUID } from 'node:crypto';
import { DeliveryServiceService, protoDescriptors } from '@passback/contracts';
import { RETRY_POLICY, type RetryPolicy } from '@passback/domain';
import { outboundRules, Paces } from '@passback/powerschool';
import type { ConsumerGroup } from '@passback/messaging';
import { type Operator, type ServiceResources, STRICT_OPERATOR } from '@passback/service-host';
import {
  type App,
  type CallersOf,
  certificateChecks,
  type GrpcFiles,
  GrpcEndpoint,
  Health,
  stopInOrder,
} from '@passback/service-kit';
import { deliveryService } from './commands/delivery-service.ts';
import { OutcomePublisher } from './events/outcome-publisher.ts';
import { createWakeUps } from './events/wake-ups.ts';
import { CIRCUIT_POLICY, type CircuitPolicy } from './lanes/circuit.ts';
import { claimTroublesOf } from './lanes/claim-queue.ts';
import { rememberedColumns } from './unit/section-memory.ts';
import { Dispatcher } from './lanes/dispatcher.ts';
import type { LaneEnvironment } from './lanes/lane-environment.ts';
import { connectorsBy, type GradebookFactory } from './lanes/open-gradebook.ts';
import { measureOutcome } from './lanes/measure.ts';
import { RequestCounts } from './lanes/request-counts.ts';
import type { DeliverySettings } from './settings.ts';
import { outcomeMessage } from './unit/outcome-message.ts';
import type { Outcome, SettledOutcome } from './unit/settle-outcome.ts';

/** Units in hand may end in their own time up to here; then they are let go of and given back. */
const UNITS_LIMIT_MS = 10_000;
/** Letting go, and recording what was given back. */
const LANES_LIMIT_MS = UNITS_LIMIT_MS + 6_000;
const CONSUMER_LIMIT_MS = 12_000;
const PUBLISH_LIMIT_MS = 5_000;

/** By their certificates, where services show them. */
const CALLERS: CallersOf<typeof DeliveryServiceService> = {
  CheckConnection: ['console'],
  Reconcile: ['console'],
  Lanes: ['console'],
  StudentNames: ['console'],
};

export interface DeliveryApp extends App {
  /** `host:port` where gRPC is answered; throws before `start`. */
  readonly address: string;
  readonly probePort: number;
}

/** What may be replaced: in tests, and where a district's PowerSchool is simulated in the process. */
export interface DeliveryParts {
  readonly createGradebook?: GradebookFactory;
  /** Shared with whatever else in this process asks the same PowerSchools; left out: nothing does. Other processes always may. */
  readonly paces?: Paces;
  readonly retry?: RetryPolicy;
  readonly circuit?: CircuitPolicy;
  readonly random?: () => number;
}

/** The delivery service: it alone writes to gradebooks. */
export function createDeliveryApp(
  settings: DeliverySettings,
  resources: ServiceResources,
  parts: DeliveryParts = {},
): DeliveryApp {
  const { ledger, messaging, secrets, clock, logger, operator = STRICT_OPERATOR } = resources;
  const publisher = new OutcomePublisher(messaging, clock, logger);
  const environment: LaneEnvironment = {
    ...{ ledger, secrets, clock, logger, claimTroubles: claimTroublesOf(logger), columns: rememberedColumns() },
    createGradebook: parts.createGradebook ?? connectorsTo(settings, operator),
    paces: parts.paces ?? new Paces({ sharing: { time: ledger.paces, logger } }),
    requests: new RequestCounts(() => clock.monotonic()),
    owner: `delivery-${randomUUID()}`,
    leaseMs: settings.DELIVERY_LEASE_MS,
    retry: parts.retry ?? RETRY_POLICY,
    circuit: parts.circuit ?? CIRCUIT_POLICY,
    random: parts.random ?? Math.random,
    onRecorded: (settled, outcome) => tell(publisher, settled, outcome),
  };
  const dispatcher = new Dispatcher({
    environment,
    pollMs: settings.DELIVERY_POLL_MS,
    maxLanes: settings.DELIVERY_MAX_LANES,
    sliceMs: settings.DELIVERY_SLICE_MS,
  });
  const onWake = (districtId: string, isAsked: boolean): void => dispatcher.wake(districtId, isAsked);
  const wakeUps = createWakeUps({ messaging, group: settings.DELIVERY_GROUP, clock, logger, onWake });
  const laneOf = (districtId: string) => dispatcher.session(districtId)?.lane ?? null;
  const gradebooks = { environment, laneOf };
  const health = healthOf(settings, resources, wakeUps);
  const endpoint = new GrpcEndpoint('delivery');
  return {
    get address() {
      return endpoint.address;
    },
    get probePort() {
      return endpoint.probePort;
    },
    async start() {
      await endpoint.startProbes(health, settings.DELIVERY_PROBE_PORT);
      await endpoint.startCalls({
        address: settings.DELIVERY_ADDRESS,
        settings,
        service: DeliveryServiceService,
        implementation: deliveryService({ ledger, clock, logger, gradebooks }),
        serviceName: 'passback.delivery.v1.DeliveryService',
        callers: CALLERS,
        descriptors: protoDescriptors(),
      });
      dispatcher.start();
      await wakeUps.start();
    },
    async stop() {
      health.stopping();
      await stopInOrder(
        [
          endpoint.stopCalls,
          { name: 'lanes', limitMs: LANES_LIMIT_MS, stop: () => dispatcher.stop(UNITS_LIMIT_MS) },
          { name: 'wake-ups', limitMs: CONSUMER_LIMIT_MS, stop: () => wakeUps.stop() },
          { name: 'outcomes', limitMs: PUBLISH_LIMIT_MS, stop: () => publisher.stop() },
          endpoint.stopProbes,
        ],
        logger,
      );
    },
  };
}

function tell(publisher: OutcomePublisher, settled: SettledOutcome, outcome: Outcome): void {
  const { record, trace, attempt } = outcome;
  // What was handed back untouched is nobody's news.
  if (attempt === null) return;
  measureOutcome(settled, outcome);
  publisher.publish(outcomeMessage(settled, record.delivery.attempt, trace.traceparent));
}

function connectorsTo({ POWERSCHOOL_CA_FILE: caFile }: DeliverySettings, { allowedHosts }: Operator): GradebookFactory {
  return connectorsBy(outboundRules({ allowedHosts, caFile }));
}

/** A district whose PowerSchool is down has its circuit to say so, and is no reason not to be ready. */
function healthOf(
  settings: GrpcFiles,
  { ledger, messaging, logger }: ServiceResources,
  wakeUps: ConsumerGroup,
): Health {
  return new Health(
    [
      ...certificateChecks(settings),
      { name: 'ledger', check: () => ledger.check() },
      { name: 'messaging', check: () => messaging.check() },
      { name: 'wakeUps', check: () => wakeUps.check() },
    ],
    logger,
  );
}
