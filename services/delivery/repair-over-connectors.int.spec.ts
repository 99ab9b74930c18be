import { expect, it } from '@jest/globals';
import { columnsOf, connectGradebook, openSimulated } from './testing/simulated-powerschool.fixture.ts';
import type { UnitSketch } from './testing/units.fixture.ts';

const S1: UnitSketch = { id: 's1', scores: { '81001': 5, '81002': 6, '81003': 7 } };

it.each(['xte', 'oneroster'] as const)(
  'a redrive that repairs writes lost cells again over %s; an edit stays unless all is repaired',
  async (connector) => {
    const { world, sis, close } = await openSimulated(connector);
    try {
      await world.start({ createGradebook: connectGradebook });
      await world.night([S1]);
      await world.settled();
      const [{ assignmentSectionId } = { assignmentSectionId: 0 }] = sis.gradebook.find('(S1)');
      sis.gradebook.clearScore({ assignmentSectionId, studentDcid: 81001 });
      sis.gradebook.setScore({ assignmentSectionId, studentDcid: 81002, points: 1 });
      await world.night([S1], { redrive: true, repair: 'missing', runId: 'redrive-1' });
      await world.settled();
      expect(columnsOf(sis)).toMatchObject([{ cells: { 81001: 5, 81002: 1, 81003: 7 } }]);
      await world.night([S1], { redrive: true, repair: 'all', runId: 'redrive-2' });
      await world.settled();
      expect(columnsOf(sis)).toMatchObject([{ cells: { 81001: 5, 81002: 6, 81003: 7 } }]);
    } finally {
      await close();
    }
  },
);
