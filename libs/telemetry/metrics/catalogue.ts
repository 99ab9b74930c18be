import { ATTRIBUTES } from '../conventions/attributes.ts';
import { HTTP_ATTRIBUTES, MESSAGING_ATTRIBUTES } from '../conventions/semantic.ts';

type MetricKind = 'counter' | 'histogram' | 'gauge';

/** A metric of ours: what is not here is not measured, and no attribute that is not named here is put on it. */
export interface Metric {
  readonly name: string;
  readonly kind: MetricKind;
  /** UCUM. */
  readonly unit: string;
  readonly description: string;
  /** Of a histogram: the upper bounds, in its unit. */
  readonly buckets?: readonly number[];
  /** Each has a bounded number of values: districts (hundreds), codes and states (a closed list), topics. */
  readonly attributes: readonly string[];
}

const { district, reason, runKind, state, task } = ATTRIBUTES;
const { destination: topic, group } = MESSAGING_ATTRIBUTES;

/** From seconds to two school nights: a small district takes seconds, a large throttled one hours. */
const RUN_BUCKETS = [1, 5, 15, 60, 300, 900, 1_800, 3_600, 7_200, 10_800, 14_400, 21_600, 28_800, 43_200];
/** PowerSchool answers in tens of milliseconds to seconds, and at most within the district's timeout of a minute. */
const REQUEST_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** From no wait over a throttle of 50 ms with several units in line to a pause of minutes that PowerSchool asked for. */
const WAIT_BUCKETS = [0, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300];
/** From a quiet evening to what waited out an outage. */
const DECISION_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200];

/** Every metric of the system. */
export const METRICS = {
  scores: {
    name: 'passback.scores',
    kind: 'counter',
    unit: '{score}',
    description: 'Scores by what a delivery attempt made of them',
    attributes: [district, state, reason],
  },
  attempts: {
    name: 'passback.delivery.attempts',
    kind: 'counter',
    unit: '{attempt}',
    description: 'Delivery attempts of section assessments by how they ended',
    attributes: [district, state, reason],
  },
  unitsChecked: {
    name: 'passback.units.checked',
    kind: 'counter',
    unit: '{unit}',
    description:
      'Section assessments in sync that were looked at in PowerSchool, by the nightly read-back or because somebody asked',
    attributes: [district],
  },
  drift: {
    name: 'passback.drift',
    kind: 'counter',
    unit: '{difference}',
    description:
      'What was called sent and was found otherwise: cells and fields that were edited, assignments that were deleted',
    attributes: [district, reason],
  },
  reasonsHeld: {
    name: 'passback.reasons.held',
    kind: 'gauge',
    unit: '{unit}',
    description: 'Section assessments by the reasons that keep them or scores of them from PowerSchool',
    attributes: [district, reason],
  },
  notifications: {
    name: 'passback.notifications',
    kind: 'counter',
    unit: '{message}',
    description: 'Messages to people by how an attempt to send them ended',
    attributes: [district, state],
  },
  unitsDue: {
    name: 'passback.units.due',
    kind: 'gauge',
    unit: '{unit}',
    description: 'Section assessments whose delivery is due',
    attributes: [district],
  },
  oldestDue: {
    name: 'passback.units.due.age',
    kind: 'gauge',
    unit: 's',
    description: 'How long the oldest due section assessment has been due',
    attributes: [district],
  },
  runDuration: {
    name: 'passback.run.duration',
    kind: 'histogram',
    unit: 's',
    description: 'From the start of a run to its end',
    buckets: RUN_BUCKETS,
    attributes: [district, runKind],
  },
  runShortfall: {
    name: 'passback.run.shortfall',
    kind: 'counter',
    unit: '{message}',
    description:
      'Messages, of all districts, that were not evaluated when a run began without them; what is its own joins it',
    attributes: [district, runKind],
  },
  lateArrivals: {
    name: 'passback.run.late_arrivals',
    kind: 'counter',
    unit: '{unit}',
    description: 'Section assessments that were received before a run began, evaluated after it, and joined it',
    attributes: [district],
  },
  nightLateness: {
    name: 'passback.night.lateness',
    kind: 'gauge',
    unit: 's',
    description: 'How far past 05:00 of the district the night’s run is not finished; 0 when it is',
    attributes: [district],
  },
  sisDuration: {
    name: 'passback.sis.request.duration',
    kind: 'histogram',
    unit: 's',
    description: 'Requests to PowerSchool, without the wait for their turn',
    buckets: REQUEST_BUCKETS,
    attributes: [district, HTTP_ATTRIBUTES.status],
  },
  throttleWait: {
    name: 'passback.sis.throttle.wait',
    kind: 'histogram',
    unit: 's',
    description: 'Waiting for the lane’s turn before each request to PowerSchool, also where there is none',
    buckets: WAIT_BUCKETS,
    attributes: [district],
  },
  circuitOpen: {
    name: 'passback.lane.circuit.open',
    kind: 'gauge',
    unit: '{circuit}',
    description: '1 while a district-wide fault keeps the lane’s circuit open',
    attributes: [district, reason],
  },
  laneUtilisation: {
    name: 'passback.lane.utilisation',
    kind: 'gauge',
    unit: '1',
    description: 'Share of the permitted requests that the lane used while it had work',
    attributes: [district],
  },
  consumerLag: {
    name: 'passback.consumer.lag',
    kind: 'gauge',
    unit: '{message}',
    description: 'Messages that a consumer group has not committed',
    attributes: [topic, group],
  },
  deadLetters: {
    name: 'passback.dead_letters',
    kind: 'counter',
    unit: '{message}',
    description: 'Messages put aside because they do not decode or break an invariant',
    attributes: [topic, reason],
  },
  staffRefused: {
    name: 'passback.staff.refused',
    kind: 'counter',
    unit: '{list}',
    description: 'Staff lists that were refused because they would lose too many people',
    attributes: [district],
  },
  revisionsWentBack: {
    name: 'passback.revisions.went_back',
    kind: 'counter',
    unit: '{snapshot}',
    description:
      'Snapshots that say something else with a revision that is not newer than the one that is stored, and are not taken',
    attributes: [district],
  },
  ingestToDecision: {
    name: 'passback.ingest_to_decision.duration',
    kind: 'histogram',
    unit: 's',
    description: 'From the acceptance of a snapshot to its decision in the ledger',
    buckets: DECISION_BUCKETS,
    attributes: [],
  },
  unauthorized: {
    name: 'passback.http.unauthorized',
    kind: 'counter',
    unit: '{request}',
    description: 'Requests without a known token: looked at (401), or from an address that had too many (429)',
    attributes: [HTTP_ATTRIBUTES.status],
  },
  backgroundErrors: {
    name: 'passback.background.errors',
    kind: 'counter',
    unit: '{error}',
    description:
      'Errors of work that nobody waits for and that is tried again by itself: each of them, where the log says one a kind',
    attributes: [task],
  },
  droppedSpans: {
    name: 'passback.telemetry.spans.dropped',
    kind: 'counter',
    unit: '{span}',
    description: 'Spans that were dropped because the exporter was down or slow',
    attributes: [],
  },
} as const satisfies Record<string, Metric>;
