import { oneRosterProblems, type PowerSchoolSimulator } from '@passback/simulators';
import type { ContractSubject } from '../contract/contract-world.fixture.ts';
import { describeGradebook } from '../gradebook.contract.ts';

const BASE = '/api/ims/oneroster/v1p1';
const PUT_LINE_ITEM = { method: 'PUT', route: `${BASE}/lineItems/{id}` } as const;

/** Every request of the connector and every success of the simulator is held against the specification. */
function holdToSpecification(simulator: PowerSchoolSimulator): void {
  simulator.onRequest('*', 'after', ({ method, path, body }, reply) => {
    if (!path.startsWith(BASE) || reply === null || reply.status >= 300) return;
    const sent = method === 'PUT' ? oneRosterProblems(JSON.parse(body.toString('utf8'))) : [];
    const problems = [...sent, ...(reply.body === undefined ? [] : oneRosterProblems(reply.body))];
    // Not an answer of the API: the test fails with these words.
    if (problems.length > 0) throw new Error(`${method} ${path}: ${problems.join('; ')}`);
  });
}

const ONEROSTER: ContractSubject = {
  prepare: holdToSpecification,
  settings: { connector: 'oneroster' },
  routes: {
    create: PUT_LINE_ITEM,
    update: PUT_LINE_ITEM,
    scores: { method: 'PUT', route: `${BASE}/results/{id}` },
    names: { method: 'GET', route: `${BASE}/classes/{class}/students` },
  },
};

describeGradebook('the oneroster connector', ONEROSTER);

describeGradebook('the oneroster connector of a district with sourcedIds of its own', {
  ...ONEROSTER,
  settings: {
    connector: 'oneroster',
    oneroster: {
      ids: { school: 'sch-{id}', class: 'cls-{id}', student: 'stu-{id}', teacher: 'tch-{id}', term: 'trm-{id}' },
    },
  },
  categoryId: (id) => `cat-${id}`,
  prepare: (simulator) => {
    holdToSpecification(simulator);
    const { settings } = simulator;
    settings.sourcedIdPrefixes = {
      school: 'sch-',
      class: 'cls-',
      student: 'stu-',
      teacher: 'tch-',
      term: 'trm-',
      category: 'cat-',
      lineItem: 'li-',
      result: 'res-',
    };
    settings.oneRosterModifyStatus = 201;
    settings.oneRosterDates = 'districtZone';
  },
});
