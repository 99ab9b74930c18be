import type { Throttle } from '../access/throttle.ts';
import type { FaultRule } from '../faults/fault.ts';
import { FAULT_KINDS } from '../faults/fault.ts';
import type { Faults } from '../faults/faults.ts';
import type { LateWork } from '../faults/late-work.ts';
import type { Roster } from '../gradebook/seed.ts';
import { isObject, jsonOf } from '../http/body.ts';
import { type Call, Refused, type Reply } from '../http/call.ts';
import type { RequestLog } from '../http/request-log.ts';
import { DEFAULT_SETTINGS, type SimulatorSettings } from '../settings.ts';
import type { World } from '../world.ts';
import { setAccessOf } from './access.ts';
import { columnsJson } from './columns.ts';
import { applyEdits } from './edits.ts';
import { gradebookPage } from '../page/page.ts';

export interface ControlParts {
  readonly world: World;
  readonly throttle: Throttle;
  readonly faults: Faults;
  readonly late: LateWork;
  readonly requests: RequestLog;
  /** Refuses connections for a while. */
  readonly goDownFor: (ms: number) => void;
}

type ControlRoute = (call: Call, parts: ControlParts) => Reply;

const NOTHING: Reply = { status: 204 };

const ROUTES: Readonly<Record<string, ControlRoute>> = {
  'GET /': (call, { world }) => gradebookPage(call, world),
  'GET /_control/gradebook': (_call, { world }) => ({ status: 200, body: columnsJson(world.store) }),
  'GET /_control/snapshot': (_call, { world }) => ({ status: 200, body: world.gradebook.snapshot() }),
  'POST /_control/seed': (call, { world }) => {
    world.gradebook.seed(objectOf(call) as Roster);
    return NOTHING;
  },
  'POST /_control/edits': (call, { world }) => ({ status: 200, body: applyEdits(world, listOf(call)) }),
  'GET /_control/faults': (_call, { faults }) => ({ status: 200, body: faults.list() }),
  'POST /_control/faults': (call, { faults }) => {
    const rules = listOf(call).map(faultRule);
    return { status: 201, body: { ids: rules.map((rule) => faults.add(rule).id) } };
  },
  'DELETE /_control/faults': (_call, { faults }) => {
    faults.clear();
    return NOTHING;
  },
  'POST /_control/late': (_call, { late }) => ({ status: 200, body: { carriedOut: late.carryOut() } }),
  'GET /_control/throttle': (_call, { throttle }) => ({ status: 200, body: throttle.counts() }),
  'POST /_control/throttle': (call, { throttle }) => {
    const body = objectOf(call);
    throttle.set(Number(body['intervalMs'] ?? 0), Number(body['toleranceMs'] ?? 0));
    return NOTHING;
  },
  'POST /_control/access': setAccess,
  'GET /_control/settings': (_call, { world }) => ({ status: 200, body: world.settings }),
  'POST /_control/settings': setSettings,
  'POST /_control/down': (call, { goDownFor }) => {
    goDownFor(Number(objectOf(call)['forMs'] ?? 1_000));
    return { status: 202 };
  },
  'GET /_control/requests': (_call, { requests }) => ({
    status: 200,
    body: { ...requests.counters(), requests: requests.entries() },
  }),
  'DELETE /_control/requests': (_call, { requests }) => {
    requests.clear();
    return NOTHING;
  },
};

/** The owner's side of the simulator, over HTTP. */
export function createControl(parts: ControlParts): (call: Call) => Reply {
  return (call) => {
    const route = ROUTES[`${call.method} ${call.path}`];
    if (route === undefined) {
      return { status: 404, body: { message: 'No such control route.', routes: Object.keys(ROUTES) } };
    }
    try {
      return route(call, parts);
    } catch (error) {
      if (error instanceof Refused) return error.reply;
      // The caller named what is not there, or left something out: its mistake, said in words.
      if (error instanceof RangeError || error instanceof TypeError) {
        return { status: 400, body: { message: error.message } };
      }
      throw error;
    }
  };
}

function objectOf(call: Call): Readonly<Record<string, unknown>> {
  const body = jsonOf(call);
  if (!isObject(body)) throw new TypeError('the body must be an object');
  return body;
}

function listOf(call: Call): Readonly<Record<string, unknown>>[] {
  const body = jsonOf(call);
  const list: unknown[] = Array.isArray(body) ? body : [body];
  return list.map((each) => {
    if (!isObject(each)) throw new TypeError('the body must be an object or a list of objects');
    return each;
  });
}

function faultRule(body: Readonly<Record<string, unknown>>): FaultRule {
  const action = body['action'];
  const kinds: readonly string[] = FAULT_KINDS;
  if (!isObject(action) || typeof action['kind'] !== 'string' || !kinds.includes(action['kind'])) {
    throw new TypeError(`action.kind must be one of ${kinds.join(', ')}`);
  }
  return body as unknown as FaultRule;
}

function setAccess(call: Call, { world: { access } }: ControlParts): Reply {
  setAccessOf(access, objectOf(call));
  return NOTHING;
}

function setSettings(call: Call, { world }: ControlParts): Reply {
  const given = objectOf(call);
  for (const [key, value] of Object.entries(given)) {
    if (typeof value !== typeof DEFAULT_SETTINGS[key as keyof SimulatorSettings]) {
      throw new TypeError(`${key} is no setting, or has the wrong type`);
    }
  }
  Object.assign(world.settings, given);
  return { status: 200, body: world.settings };
}
