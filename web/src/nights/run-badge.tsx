import { useTranslations } from 'use-intl';
import { Look } from '../parts/look.tsx';
import type { Run } from './run.ts';

/** How a run ended, or that it goes on. */
export type RunLook = 'planning' | 'delivering' | 'blocked' | 'clean' | 'rejected';

export const RUN_LOOKS = {
  planning: ['blue', '…'],
  delivering: ['blue', '↑'],
  blocked: ['red', '■'],
  clean: ['green', '✓'],
  rejected: ['orange', '!'],
} as const satisfies Record<RunLook, readonly [string, string]>;

/** A run that is finished is told by whether PowerSchool refused anything of it. */
export function lookOf({ state, units }: Pick<Run, 'state' | 'units'>): RunLook {
  if (state !== 'finished') return state;
  return units.rejected > 0 ? 'rejected' : 'clean';
}

export function RunBadge({ run }: { run: Run }) {
  const t = useTranslations('nights.looks');
  const look = lookOf(run);
  return <Look of={RUN_LOOKS[look]}>{t(look)}</Look>;
}
