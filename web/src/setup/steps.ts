import type { paths } from '../api/schema.ts';

type SetupCheck = paths['/v1/districts/{districtId}/setup-check'];
/** What a step found just now. */
export type Found = SetupCheck['post']['responses'][200]['content']['application/json'];
/** What was sent of one section, and what PowerSchool was seen to hold. */
export type Trial = NonNullable<Found['trial']>;
export type Finding = Found['findings'][number];
/** When a step was last tried, and how it ended. */
export type Result = SetupCheck['get']['responses'][200]['content']['application/json']['items'][number];
export type CheckedStep = Result['step'];

/** The day of setting up, in its order; those that the console checks have its names. */
export const STEPS = [
  ...(['plugin', 'address', 'credentials', 'data', 'access', 'terms', 'links'] as const),
  ...(['categories', 'schedule', 'dryNight', 'trial', 'on'] as const),
] as const;
export type Step = (typeof STEPS)[number];

/** What stands in the settings of a new district as long as PowerSchool's client id and secret are not known: nothing that opens anything. */
export const NOT_KNOWN_YET = 'not-known-yet';

/** Where one goes on: at the first step that is not fine, at the beginning where none was tried, at the end where all are. */
export function firstOpen(results: readonly Result[]): Step {
  if (results.every(({ at }) => at === null)) return 'plugin';
  return results.find(({ ok }) => ok !== true)?.step ?? 'on';
}

/** Findings that say the same, told once. */
export interface FindingGroup extends Pick<Finding, 'about' | 'kind' | 'level' | 'words' | 'message' | 'period'> {
  readonly key: string;
  readonly count: number;
  /** Of what, as far as it has a name. */
  readonly ids: readonly string[];
}

const LEVELS = ['error', 'warning', 'info', 'ok'] as const;

/** What has to be mended first. */
export function grouped(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const { about, kind, level, words, message, period, count, id } of findings) {
    // The words about an assessment type name it.
    const key = JSON.stringify([about, kind, level, words?.code, period, about === 'assessmentType' ? id : null]);
    const before = groups.get(key);
    groups.set(key, {
      ...{ key, about, kind, level, words, period },
      message: before?.message ?? message,
      count: (before?.count ?? 0) + count,
      ids: [...new Set([...(before?.ids ?? []), ...(id === null ? [] : [id])])],
    });
  }
  return [...groups.values()].toSorted((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level));
}
