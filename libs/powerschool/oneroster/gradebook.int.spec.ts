import type { ContractSubject } from '../contract/contract-world.fixture.ts';
import { describeGradebook } from '../gradebook.contract.ts';

const BASE = '/api/ims/oneroster/v1p1';
const PUT_LINE_ITEM = { method: 'PUT', route: `${BASE}/lineItems/{id}` } as const;

const ONEROSTER: ContractSubject = {
  settings: { connector: 'oneroster' },
  routes: {
    create: PUT_LINE_ITEM,
    update: PUT_LINE_ITEM,
    scores: { method: 'PUT', route: `${BASE}/results/{id}` },
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
  prepare: ({ settings }) => {
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
