import { consoleSettings } from '@passback/console';
import { deliverySettings } from '@passback/delivery';
import { gradingPeriodsSettings } from '@passback/grading-periods';
import { ingestionSettings } from '@passback/ingestion';
import { notificationsSettings } from '@passback/notifications';
import { rulesSettings } from '@passback/rules';
import { type Environment, loadConfig } from '@passback/service-kit';

/** Inside one process nobody else dials these: any free port will do, so that two stacks can run on one machine. */
const INTERNAL_DEFAULTS: Environment = {
  GRADING_PERIODS_ADDRESS: '127.0.0.1:0',
  RULES_ADDRESS: '127.0.0.1:0',
  DELIVERY_ADDRESS: '127.0.0.1:0',
  GRADING_PERIODS_PROBE_PORT: '0',
  RULES_PROBE_PORT: '0',
  DELIVERY_PROBE_PORT: '0',
  NOTIFICATIONS_PORT: '0',
};

/** The settings of all services together, from one environment; every wrong key is named at once. */
export function loadStackSettings(env: Environment) {
  const own = {
    ...ingestionSettings,
    ...rulesSettings,
    ...gradingPeriodsSettings,
    ...deliverySettings,
    ...consoleSettings,
    ...notificationsSettings,
  };
  return loadConfig(own, { ...INTERNAL_DEFAULTS, ...env });
}
