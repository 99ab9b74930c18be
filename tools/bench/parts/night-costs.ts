import { COMMAND_PREFIX, LEDGER_PREFIX } from '../counting/counter.ts';
import { countOf, type Counts } from '../counting/counts.ts';
import { atMost, type Figure, formatNumber } from '../measure/figure.ts';

/** Calls of the ledger's port by the step of a unit's way that they are made in. */
const STEPS: Readonly<Record<string, RegExp>> = {
  evaluations: /^ledger sectionAssessments\.(load|scan|scanForRun|recordEvaluations)$/,
  claims: /^ledger sectionAssessments\.claimDeliveries$/,
  outcomes: /^ledger sectionAssessments\.recordOutcomes$/,
  attempts: /^ledger attempts\.append$/,
};
/** Whatever is asked of one unit after the other is 1 or more. */
const MOST_CALLS_PER_UNIT = 0.2;
/** Of what is named in a line. */
const NAMED = 4;

/** Why PowerSchool is read at all in a night of new units; the first that fits counts. */
const READS: readonly { readonly route: RegExp; readonly why: string }[] = [
  { route: /teacher_category$/, why: 'ids of the teacher’s categories, once a teacher' },
  { route: /section_enrollment$/, why: 'who is enrolled, once a section' },
  { route: /section\/assignment$/, why: 'assignments that are there already, to adopt; once a section' },
  { route: /assignment\/\{id\}$/, why: 'an assignment that was just made: ids that the answer to it does not tell' },
  { route: /term$|terms$/, why: 'grading periods, once a school' },
  { route: /table|assignment_score$/, why: 'cells as they are, before they are written over' },
  { route: /metadata$/, why: 'how large a page may be, once a connection' },
];

/** Reads of PowerSchool by kind, each for one of `units` units, with its reason. */
export function readsPerUnit(byRoute: Counts, units: number): (readonly [what: string, value: number, why: string])[] {
  return Object.entries(byRoute)
    .filter(([route]) => isRead(route))
    .map(([route, calls]) => [`reads per new unit: ${route}`, calls / units, whyRead(route)]);
}

const isRead = (route: string): boolean =>
  (route.startsWith('GET ') || route.endsWith('/assignment_score')) && !route.includes('token');
const whyRead = (route: string): string => READS.find((read) => read.route.test(route))?.why ?? 'no reason is known';

type Costs = Pick<Figure, 'what' | 'value' | 'detail' | 'aim'>;

/** What one of `units` units asked of the ledger, step by step; nothing where nothing was counted. */
export function ledgerCosts(counts: Counts, units: number): Costs[] {
  const all = countOf(counts, new RegExp(`^${LEDGER_PREFIX}`));
  if (all === 0) return [];
  const steps = Object.entries(STEPS).map(([step, calls]) => {
    const value = countOf(counts, calls) / units;
    return { what: `ledger calls per new unit: ${step}`, value, aim: atMost(value, MOST_CALLS_PER_UNIT) };
  });
  const isStep = (name: string): boolean => Object.values(STEPS).some((step) => step.test(name));
  const others = Object.entries(counts).filter(([name]) => name.startsWith(LEDGER_PREFIX) && !isStep(name));
  const commands = Object.entries(counts).filter(([name]) => name.startsWith(COMMAND_PREFIX));
  return [
    ...steps,
    perUnit('ledger calls per new unit: all others', LEDGER_PREFIX, others, units),
    ...(commands.length === 0 ? [] : [perUnit('MongoDB commands per new unit', COMMAND_PREFIX, commands, units)]),
  ];
}

function perUnit(what: string, prefix: string, counts: readonly (readonly [string, number])[], units: number): Costs {
  const most = counts.toSorted(([, one], [, other]) => other - one).slice(0, NAMED);
  return {
    what,
    value: counts.reduce((sum, [, count]) => sum + count, 0) / units,
    detail: most.map(([name, count]) => `${name.slice(prefix.length)} ${formatNumber(count / units)}`).join(', '),
  };
}
