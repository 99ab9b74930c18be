import { type FieldError } from '@passback/service-kit';
import { checkSettings } from '../districts/check-settings.ts';
import { UsageError } from '../data/district-command.ts';

const EXAMPLE_ID = 'lincoln';
const MIN_INTERVAL_MS = 0;

/**
 * A file of one district to begin with, as JSON: paused, with the defaults that most keep. `[ID]`. Throws `UsageError` for an id that no
 * district can have.
 */
export function districtTemplate(args: readonly string[], secretPrefix: string): string {
  const [districtId = EXAMPLE_ID, ...others] = args;
  if (others.length > 0) throw new UsageError('template takes one id at most');
  const district = templateOf(districtId, secretPrefix);
  const checked = checkSettings(structuredClone(district));
  if (!checked.ok) throw new UsageError(`no district can be called ${districtId}: ${checked.errors.map(inWords)[0]}`);
  return JSON.stringify(district, null, 2);
}

/** Everything that has to be thought about; what is left out has its default. */
function templateOf(districtId: string, secretPrefix: string) {
  const variable = `${secretPrefix}${districtId.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
  return {
    districtId,
    name: 'Lincoln USD',
    timeZone: 'America/Chicago',
    nightlyRunAt: '01:00',
    effectiveDate: null,
    paused: true,
    categories: { Quiz: 'Quizzes', Test: 'Tests', Homework: 'Homework' },
    powerschool: {
      connector: 'xte',
      baseUrl: 'https://powerschool.example.org',
      clientId: 'the client id of the plugin',
      clientSecret: `env:${variable}`,
      minIntervalMs: MIN_INTERVAL_MS,
    },
    notifications: {
      language: 'en',
      admins: ['gradebook@lincoln.example'],
      quietHours: { from: '20:00', to: '06:00' },
    },
  };
}

function inWords({ path, message }: FieldError): string {
  return `${path} ${message}`;
}
