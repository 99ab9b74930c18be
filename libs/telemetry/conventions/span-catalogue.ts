import { ATTRIBUTES } from './attributes.ts';
import { DB_ATTRIBUTES, ERROR_ATTRIBUTES, HTTP_ATTRIBUTES, MESSAGING_ATTRIBUTES, RPC_ATTRIBUTES } from './semantic.ts';

type SpanKindName = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** A span of ours: what is not here is not traced, and nothing that is not named here is put on it. */
export interface CatalogueSpan {
  /** Matches the whole name. */
  readonly name: RegExp;
  readonly kind: SpanKindName;
  readonly description: string;
  /** True where it may begin a trace. */
  readonly isRoot: boolean;
  readonly attributes: readonly string[];
  /** Events by name, with their attributes. */
  readonly events?: Readonly<Record<string, readonly string[]>>;
}

const { district, sectionAssessment, identifier, revision, run, runKind, reason, attempt, score, effect } = ATTRIBUTES;
const UNIT = [district, sectionAssessment, identifier, revision];
const ERROR = Object.values(ERROR_ATTRIBUTES);
const MESSAGING = Object.values(MESSAGING_ATTRIBUTES);
const RPC = [...Object.values(RPC_ATTRIBUTES), ...ERROR];
const HTTP = [...Object.values(HTTP_ATTRIBUTES), district, ...ERROR];

/** Every span of the system. */
export const SPANS: readonly CatalogueSpan[] = [
  {
    // A method and a route with its parameters' names, as `PUT /v1/districts/:districtId/staff`.
    name: /^(GET|PUT|POST|DELETE|PATCH|HEAD) \/(v1|sign-in|sign-out)[a-zA-Z0-9:/-]*$/,
    kind: 'server',
    description: 'A request of Otus, of a person or of a script',
    isRoot: true,
    attributes: [...HTTP, ...UNIT, run],
  },
  {
    name: /^accept section assessment$/,
    kind: 'producer',
    description:
      'The message of one line of a stream of snapshots, until the broker has it; begins the journey of its unit, linked to the request',
    isRoot: true,
    attributes: [...UNIT, ...ERROR],
  },
  {
    name: /^send passback\.[a-z.-]+\.v\d+$/,
    kind: 'producer',
    description: 'A message in the journey that it belongs to',
    isRoot: false,
    attributes: [...MESSAGING, ...ERROR],
  },
  {
    name: /^send passback\.[a-z.-]+\.v\d+$/,
    kind: 'client',
    description: 'Messages of journeys that each began in this request, linked to the beginning of each',
    isRoot: false,
    attributes: [...MESSAGING, ...ERROR],
  },
  {
    name: /^process passback\.[a-z.-]+\.v\d+$/,
    kind: 'consumer',
    description: 'A batch of messages, linked to the journey of each',
    isRoot: true,
    attributes: [...MESSAGING, ...ERROR],
  },
  {
    name: /^put message aside$/,
    kind: 'internal',
    description: 'A message that went to the dead letters, in its own journey where it has one; failed, with the code',
    isRoot: true,
    attributes: [MESSAGING_ATTRIBUTES.destination, reason, ...ERROR],
  },
  {
    name: /^passback\.evaluate$/,
    kind: 'internal',
    description:
      'One revision is decided, from the gathering of what that needs until it is stored; the first reason why it is held, and all of them as events. Links to the batch, and to the grading-period call that it shared',
    isRoot: false,
    attributes: [...UNIT, reason, ...ERROR],
    events: { 'unit held': [reason] },
  },
  {
    name: /^passback\.re_evaluate$/,
    kind: 'internal',
    description: 'Some hundred units of a district are decided anew, because the date, the settings or the staff moved',
    isRoot: true,
    attributes: [district, ...ERROR],
  },
  {
    name: /^passback\.run$/,
    kind: 'internal',
    description: 'A run is opened; begins its trace, linked to the call that asked for it',
    isRoot: true,
    attributes: [district, run, runKind, ...ERROR],
  },
  {
    name: /^passback\.plan_run$/,
    kind: 'internal',
    description: 'A run is planned, by this process until it is done or taken over',
    isRoot: false,
    attributes: [district, run, ...ERROR],
  },
  {
    name: /^passback\.plan_page$/,
    kind: 'internal',
    description: 'Some hundred units of a run, linked to the journey of each',
    isRoot: false,
    attributes: ERROR,
  },
  {
    name: /^passback\.request_delivery$/,
    kind: 'internal',
    description: 'The unit is taken along by a run, to which it links',
    isRoot: false,
    attributes: [...UNIT, run, ...ERROR],
  },
  {
    name: /^deliver section assessment$/,
    kind: 'internal',
    description: 'One attempt on a unit, in its journey, linked to the run; an event for each score',
    isRoot: false,
    attributes: [...UNIT, attempt, run, effect, reason, ...ERROR],
    events: { claimed: [], 'score sent': [score], 'score kept': [score, reason], 'score not sent': [score, reason] },
  },
  {
    name: /^score refused$/,
    kind: 'internal',
    description: 'A score that PowerSchool refused; failed, with the reason',
    isRoot: false,
    attributes: [...UNIT, attempt, run, score, reason, ...ERROR],
  },
  {
    name: /^record outcomes$/,
    kind: 'internal',
    description: 'Outcomes of some attempts are written to the ledger, linked to the journey of each',
    isRoot: true,
    attributes: [district, ...ERROR],
  },
  {
    // A method and a template of PowerSchool's APIs, or the token of OAuth.
    name: /^(GET|PUT|POST|DELETE|PATCH) \/(ws|oauth|ims|api)\/[a-zA-Z0-9_{}/.]+$/,
    kind: 'client',
    description: 'A request to PowerSchool',
    isRoot: false,
    attributes: HTTP,
  },
  {
    name: /^passback\.[a-z]+\.v\d+\.[A-Za-z]+\/[A-Za-z]+$/,
    kind: 'client',
    description: 'A gRPC call, in the journey of the unit that it was first made for',
    isRoot: false,
    attributes: RPC,
  },
  {
    name: /^passback\.[a-z]+\.v\d+\.[A-Za-z]+\/[A-Za-z]+$/,
    kind: 'server',
    description: 'A gRPC call that is answered',
    isRoot: true,
    attributes: RPC,
  },
  {
    // An operation of the ledger's port and a collection.
    name: /^[a-zA-Z]+ (sectionAssessments|attempts|runs|lanes|districts|staff|gradingPeriods|audit|tokenUses|sessions|letterMarks|notifications|districtData)$/,
    kind: 'client',
    description: 'An operation of the ledger',
    isRoot: false,
    attributes: [...Object.values(DB_ATTRIBUTES), ...ERROR],
  },
];
