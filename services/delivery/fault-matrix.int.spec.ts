import { describe, expect, it } from '@jest/globals';
import pMap from 'p-map';
import type { FaultRule } from '@passback/simulators';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import {
  columnsOf,
  connectGradebook,
  type Connector,
  openSimulated,
  whatIsWrong,
} from './testing/simulated-powerschool.fixture.ts';
import { BESIDE_EDITS, type Path, PATHS, S1 } from './testing/paths.fixture.ts';

/** What may come of one fault: nobody notices, it is tried again in the night, or there is a reason to be read until the next night. */
type End =
  | 'unnoticed'
  | 'tried again'
  | 'rejected SIS_REJECTED'
  | 'circuit SIS_ACCESS_DENIED'
  | 'circuit SIS_CREDENTIALS'
  | 'row STUDENT_NOT_ENROLLED'
  | 'row SIS_REJECTED';

interface FaultKind {
  readonly name: string;
  readonly when: 'before' | 'after';
  readonly action: FaultRule['action'];
  /** What comes of it at a request to the API that nothing else is known of. */
  readonly end: End;
}

const FAULTS: readonly FaultKind[] = [
  { name: 'reset before', when: 'before', action: { kind: 'reset' }, end: 'tried again' },
  { name: 'reset after', when: 'after', action: { kind: 'reset' }, end: 'tried again' },
  { name: 'timeout', when: 'before', action: { kind: 'hang' }, end: 'tried again' },
  { name: 'timeout after', when: 'after', action: { kind: 'hang' }, end: 'tried again' },
  { name: '401', when: 'before', action: { kind: 'unauthorized' }, end: 'unnoticed' },
  { name: '403 throttle', when: 'before', action: { kind: 'throttle', seconds: 0.02 }, end: 'unnoticed' },
  { name: '403 access', when: 'before', action: { kind: 'fieldAccess' }, end: 'circuit SIS_ACCESS_DENIED' },
  { name: '409 row', when: 'before', action: { kind: 'rowConflict' }, end: 'rejected SIS_REJECTED' },
  { name: '409 unit', when: 'before', action: { kind: 'unitConflict' }, end: 'rejected SIS_REJECTED' },
  { name: '412', when: 'before', action: { kind: 'resubmit' }, end: 'unnoticed' },
  { name: '500', when: 'before', action: { kind: 'serverError' }, end: 'tried again' },
  { name: '502 before', when: 'before', action: { kind: 'badGateway' }, end: 'tried again' },
  { name: '502 after', when: 'after', action: { kind: 'badGateway' }, end: 'tried again' },
  { name: 'HTML', when: 'before', action: { kind: 'html' }, end: 'tried again' },
  { name: 'truncated', when: 'after', action: { kind: 'truncated' }, end: 'tried again' },
  { name: '10 MB before', when: 'before', action: { kind: 'huge' }, end: 'tried again' },
  { name: '10 MB after', when: 'after', action: { kind: 'huge' }, end: 'tried again' },
];

/** Paths that make an assignment. */
const MAKES = /^a new unit|redrive/;
const BESIDE = new RegExp(BESIDE_EDITS);

/** Where a fault ends otherwise than its kind says; the first that fits counts. Each row has its reason. */
const EXCEPTIONS: readonly { path?: RegExp; request: RegExp; fault: RegExp; end: End | readonly End[] }[] = [
  // Whoever is refused a token has no say in anything.
  { request: /oauth|token/, fault: /401|access|409/, end: 'circuit SIS_CREDENTIALS' },
  { request: /oauth|token/, fault: /412/, end: ['tried again', 'unnoticed'] },
  // Made, and the reply is lost: found and adopted within the same attempt.
  { path: MAKES, request: /^POST .*assignment#|^PUT .*lineItems/, fault: /after|truncated/, end: 'unnoticed' },
  { path: MAKES, request: /^GET .*assignment\/\{id\}/, fault: /./, end: 'unnoticed' },
  // Page limits: whatever becomes of them, smaller pages do.
  { request: /metadata/, fault: /./, end: 'unnoticed' },
  // Reads that only serve comfort, or for which there is another way: a refusal says that they cannot be read here, and stops no write.
  { request: /table|gradingPeriods|terms#|GET .*(results|lineItems)#/, fault: /access|409/, end: 'unnoticed' },
  // A line item that may not be looked at may not be changed either.
  { request: /GET .*lineItems\/\{id\}/, fault: /access/, end: 'rejected SIS_REJECTED' },
  // A student of the same batch is refused anyhow, and an answer that names nobody is halved.
  { path: BESIDE, request: /PUT .*(score|results)/, fault: /409 row/, end: 'unnoticed' },
  { path: BESIDE, request: /PUT .*(score|results)/, fault: /truncated/, end: ['unnoticed', 'tried again'] },
  // Rows: the one that is refused is told of; a batch that is refused without a name is halved.
  { request: /PUT .*(score|results)/, fault: /409 row/, end: 'row STUDENT_NOT_ENROLLED' },
  { request: /PUT .*(score|results)/, fault: /409 unit/, end: ['unnoticed', 'row SIS_REJECTED'] },
];

function expectedEnds(path: Path, request: string, { name, action, end }: FaultKind): readonly End[] {
  const exception = EXCEPTIONS.find(
    (one) => (one.path?.test(path.name) ?? true) && one.request.test(request) && one.fault.test(name),
  );
  const ends = exception?.end ?? end;
  const all = typeof ends === 'string' ? [ends] : ends;
  // With so short a wait, what comes after may be too slow as well where the machine is busy.
  return action.kind === 'hang' ? [...all, 'tried again'] : all;
}

interface Told {
  readonly requests: readonly string[];
  readonly end: string;
  /** Null when the next night left the gradebook and the ledger as they should be. */
  readonly wrong: string | null;
}

/** One night with one fault in it, and the next night without. */
async function play(connector: Connector, path: Path, rule: FaultRule | null): Promise<Told> {
  // What hangs is waited for in vain: a shorter wait finds the same.
  const timeoutMs = rule?.action.kind === 'hang' ? [HANG_TIMEOUT_MS] : [];
  const { world, sis, close } = await openSimulated(connector, ...timeoutMs);
  try {
    if (path.before !== null) {
      const app = await world.start({ createGradebook: connectGradebook });
      await world.night([path.before]);
      await world.settled();
      await path.since?.(world, sis);
      await app.stop();
    }
    sis.requests.clear();
    if (rule !== null) sis.faults.add(rule);
    await world.start({ createGradebook: connectGradebook });
    await world.night([path.sketch], { ...path.options, runId: 'night-2' });
    await world.settledPastWaits();
    const requests = sis.requests.entries().map(({ method, route }) => `${method} ${route}`);
    const { summary } = await world.unit('s1');
    // Attempts are stored just after the outcome.
    const failed = await eventually(async () => {
      const attempts = await world.attempts('s1');
      const ofTheNight = attempts.filter(({ runId, outcome }) => runId === 'night-2' && outcome === 'failed');
      if (summary.state === 'rejected' && ofTheNight.length === 0) throw new Error('the attempt is not stored yet');
      return ofTheNight;
    });
    const opened = world.logs.filter(({ msg }) => String(msg).startsWith('circuit opened'));
    const expected = new Set(['NOT_SUBMITTED', ...(path.reasons ?? [])]);
    const rows = summary.reasons.filter((code) => !expected.has(code));
    const end =
      summary.state === 'rejected'
        ? `rejected ${failed[0]?.code}`
        : opened.length > 0
          ? `circuit ${String(opened[0]?.['code'])}`
          : rows.length > 0
            ? `row ${rows.join()}`
            : failed.length > 0
              ? 'tried again'
              : 'unnoticed';
    sis.faults.clear();
    await world.night([path.sketch], { ...path.options, runId: 'night-3' });
    await world.settled();
    // A gradebook that does not let its cells be read keeps the edit all the same; it just cannot be told of.
    const isRefused = ['fieldAccess', 'rowConflict', 'unitConflict'].includes(rule?.action.kind ?? '');
    const isUnreadable =
      isRefused && rule?.nth === 1 && rule.match?.method === 'GET' && /results$/.test(rule.match.route ?? '');
    const told = isUnreadable ? { ...path, reasons: path.reasons?.filter((code) => code !== 'SIS_EDIT_KEPT') } : path;
    return { requests, end, wrong: await whatIsWrong(world, sis, told) };
  } finally {
    await close();
  }
}

/** The n-th request of its kind, as `GET /route#2`. */
function numbered(
  requests: readonly string[],
): { readonly label: string; readonly request: string; readonly nth: number }[] {
  const seen = new Map<string, number>();
  return requests.map((request) => {
    const nth = (seen.get(request) ?? 0) + 1;
    seen.set(request, nth);
    return { label: `${request}#${nth}`, request, nth };
  });
}

/** `MATRIX=all`, as in the soak, leaves nothing out. */
const IS_WHOLE = process.env['MATRIX'] === 'all';
/** What only these paths do; the requests before it are those of other paths. */
const OF_ITS_OWN: Readonly<Record<string, RegExp>> = {
  [BESIDE_EDITS]: /PUT|table|GET .*results/,
  'a redrive of what was deleted': /^POST .*assignment|PUT/,
};

/** A read that was carried out is as good as one that was not. */
function isWorthwhile(
  path: Path,
  { request, fault }: { readonly request: string; readonly fault: FaultKind },
): boolean {
  if (request.startsWith('GET') && fault.name === 'timeout after') return false;
  return IS_WHOLE || (OF_ITS_OWN[path.name]?.test(request) ?? true);
}

/** Worlds side by side: most of each is waiting. */
const AT_ONCE = 10;
const HANG_TIMEOUT_MS = 1_000;

describe.each(['xte', 'oneroster'] as const)('over %s, any fault at any request of', (connector) => {
  it.each(PATHS)(
    '$name ends as the table says, doubles and loses nothing, and is mended at the next night',
    async (path) => {
      const undisturbed = await play(connector, path, null);
      expect(undisturbed).toMatchObject({ end: 'unnoticed', wrong: null });
      const cases = numbered(undisturbed.requests)
        .flatMap((at) => FAULTS.map((fault) => ({ ...at, fault })))
        .filter((one) => isWorthwhile(path, one));
      const told = await pMap(
        cases,
        async ({ label, request, nth, fault }) => {
          const [method = '', route = ''] = request.split(' ');
          const rule = { match: { method, route }, when: fault.when, action: fault.action, nth, count: 1 };
          const { end, wrong } = await play(connector, path, rule);
          const ends: readonly string[] = expectedEnds(path, label, fault);
          if (wrong !== null) return [`${label} × ${fault.name}: ${wrong}`];
          return ends.includes(end) ? [] : [`${label} × ${fault.name}: ${end} instead of ${ends.join(' or ')}`];
        },
        { concurrency: AT_ONCE },
      );
      expect(cases.length).toBeGreaterThan(15);
      expect(told.flat()).toEqual([]);
    },
    180_000,
  );
});

it.each(['xte', 'oneroster'] as const)(
  'over %s, a PowerSchool that refuses connections is waited for',
  async (connector) => {
    const { world, sis, close } = await openSimulated(connector);
    try {
      await sis.goDown();
      await world.start({ createGradebook: connectGradebook });
      const sketches = Array.from({ length: 8 }, (_, n) => ({ ...S1, id: `s${n + 1}` }));
      await world.night(sketches);
      expect(await world.circuitOpened()).toBe('SIS_UNAVAILABLE');
      await sis.comeBack();
      await world.settled();
      expect(columnsOf(sis)).toHaveLength(8);
    } finally {
      await close();
    }
  },
);
