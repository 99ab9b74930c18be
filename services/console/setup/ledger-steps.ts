import type { CheckConnectionResponse, PreviewResponse } from '@passback/contracts';
import { describeReason, type Language, type ReasonCode } from '@passback/domain';
import type { KnownUnits, Linked } from './known-units.ts';
import { proposeCategory } from './propose-mapping.ts';
import { finding, findingOfCheck, type SetupFinding } from './setup-finding.ts';
import { setupWords } from './setup-words.ts';

/** Classes and teachers that are named; all are counted. */
const MAX_NAMED = 100;

export interface LinksDetail {
  readonly units: Linked;
  readonly classes: Linked;
  readonly teachers: Linked;
}

/** How much of what Otus sent is linked to PowerSchool. Nothing is an error as long as something is linked. */
export function linksStep(known: KnownUnits, language: Language): { findings: SetupFinding[]; links: LinksDetail } {
  const { units, classes, teachers, unlinkedClasses, unlinkedTeachers } = known;
  const links = { units, classes, teachers };
  if (units.known === 0) return { findings: [nothing('class', language)], links };
  const of = (about: 'class' | 'teacher', id: string, code: ReasonCode): SetupFinding =>
    finding(about, linkedOf(links, about) === 0 ? 'error' : 'warning', {
      id,
      words: describeReason({ code }, language),
    });
  const unlinked = [
    ...unlinkedClasses.slice(0, MAX_NAMED).map((id) => of('class', id, 'SECTION_NOT_LINKED')),
    ...[...unlinkedTeachers].slice(0, MAX_NAMED).map(([id, code]) => of('teacher', id, code)),
  ];
  const linked = (['class', 'teacher'] as const)
    .filter((about) => linkedOf(links, about) > 0)
    .map((about) => finding(about, 'ok', { count: linkedOf(links, about) }));
  return { findings: [...linked, ...unlinked], links };
}

function linkedOf({ classes, teachers }: LinksDetail, about: 'class' | 'teacher'): number {
  return (about === 'class' ? classes : teachers).linked;
}

function nothing(about: SetupFinding['about'], language: Language): SetupFinding {
  return finding(about, 'error', { count: 0, words: setupWords('NOTHING_RECEIVED', language) });
}

interface TypeDetail {
  readonly assessmentType: string;
  readonly units: number;
  /** What the settings say; null where they say nothing. */
  readonly category: string | null;
  /** What PowerSchool has that is most like it; null for nothing. */
  readonly proposal: { readonly category: string; readonly similarity: number } | null;
}

export interface CategoriesDetail {
  readonly types: readonly TypeDetail[];
  readonly listed: CheckConnectionResponse['categories'];
}

/** What PowerSchool has beside Otus's assessment types, with what each could be mapped to. */
export function categoriesStep(
  { checks, categories: listed }: Pick<CheckConnectionResponse, 'checks' | 'categories'>,
  known: Pick<KnownUnits, 'types'>,
  mapping: Readonly<Record<string, string>>,
  language: Language,
): { findings: SetupFinding[]; categories: CategoriesDetail } {
  const usable = listed.filter(({ active }) => active > 0).map(({ name }) => name);
  const names = [...new Set([...known.types.keys(), ...Object.keys(mapping)])];
  const types = names.map((assessmentType): TypeDetail => ({
    assessmentType,
    units: known.types.get(assessmentType) ?? 0,
    category: Object.hasOwn(mapping, assessmentType) ? (mapping[assessmentType] ?? null) : null,
    proposal: proposeCategory(assessmentType, usable),
  }));
  const unmapped = types
    .filter(({ category, units }) => category === null && units > 0)
    .map(({ assessmentType, units }) =>
      finding('assessmentType', 'error', {
        id: assessmentType,
        count: units,
        words: describeReason({ code: 'CATEGORY_NOT_MAPPED', params: { assessmentType } }, language),
      }),
    );
  const findings = [...checks.map((check) => findingOfCheck(check, language)), ...unmapped];
  return { findings, categories: { types: types.toSorted((a, b) => b.units - a.units), listed } };
}

export interface NightDetail {
  readonly date: string;
  readonly units: NonNullable<PreviewResponse['units']>;
  readonly scores: NonNullable<PreviewResponse['scores']>;
}

/** What tonight would do, and the reasons by how many they hold; nothing is written. */
export function dryNightStep(
  { date, units, scores, reasons }: PreviewResponse,
  language: Language,
): { findings: SetupFinding[]; night: NightDetail } {
  const none = { create: 0, update: 0, scoresOnly: 0, none: 0, held: 0 };
  const night = { date, units: units ?? none, scores: scores ?? { send: 0, keep: 0, held: 0 } };
  const total = Object.values(night.units).reduce((sum, count) => sum + count, 0);
  if (total === 0) return { findings: [nothing('night', language)], night };
  const held = Object.entries(reasons)
    .map(([code, count]) => {
      const words = describeReason({ code: code as ReasonCode }, language);
      // A reason of some is no reason against the night: of these nothing goes, and of the others it does.
      return finding('night', words.level === 'info' ? 'info' : 'warning', { count, words });
    })
    .toSorted((a, b) => b.count - a.count);
  return { findings: [finding('night', 'ok', { count: total - night.units.held }), ...held], night };
}
