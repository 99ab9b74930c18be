import type { ContractSubject } from '../contract/contract-world.fixture.ts';
import { describeGradebook } from '../gradebook.contract.ts';

const XTE: ContractSubject = {
  settings: { connector: 'xte' },
  routes: {
    create: { method: 'POST', route: '/ws/xte/section/assignment' },
    update: { method: 'PUT', route: '/ws/xte/section/assignment/{id}' },
    scores: { method: 'PUT', route: '/ws/xte/score' },
    names: { method: 'GET', route: '/ws/schema/table/students' },
  },
};

describeGradebook('the xte connector', XTE);

describeGradebook('the xte connector of a district that grants less and shows its lists otherwise', {
  ...XTE,
  prepare: (simulator) => {
    simulator.access.columns = { ...simulator.access.columns, assignmentscore: [] };
    simulator.settings.nameRefusedRows = false;
    simulator.settings.listShape = 'single';
    simulator.settings.objectShape = 'bare';
    simulator.settings.sectionIdsHeader = true;
  },
});
