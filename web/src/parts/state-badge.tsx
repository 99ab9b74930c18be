import { Badge } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { UnitState } from './unit-states.ts';

export type ScoreState = 'held' | 'due' | 'sent' | 'kept' | 'rejected';

/** A colour and a sign beside the words: no state is told by its colour alone. */
const UNIT_LOOKS = {
  held: ['orange', '■'],
  due: ['blue', '◷'],
  sending: ['blue', '↑'],
  retrying: ['yellow', '↻'],
  inSync: ['green', '✓'],
  rejected: ['red', '✕'],
  withdrawn: ['gray', '–'],
} as const;

const SCORE_LOOKS = {
  held: ['orange', '■'],
  due: ['blue', '◷'],
  sent: ['green', '✓'],
  kept: ['teal', '✎'],
  rejected: ['red', '✕'],
} as const;

const IN_PART = ['yellow', '!'] as const;

interface UnitBadgeProps {
  readonly state: UnitState;
  /** Scores of it that are not in PowerSchool; left out where that is said beside it. */
  readonly absent?: number;
}

/** What is in PowerSchool without some of its scores is not told as if all were there. */
export function UnitBadge({ state, absent = 0 }: UnitBadgeProps) {
  const t = useTranslations('assessments');
  if (state === 'inSync' && absent > 0) return <Look of={IN_PART}>{t('inPart', { absent })}</Look>;
  return <Look of={UNIT_LOOKS[state]}>{t(`states.${state}`)}</Look>;
}

/** How many scores are neither as Otus has them in PowerSchool nor as a teacher typed them there. */
export function absentOf({ due, held, rejected }: Pick<Record<ScoreState, number>, 'due' | 'held' | 'rejected'>) {
  return due + held + rejected;
}

export function ScoreBadge({ state }: { state: ScoreState }) {
  const t = useTranslations('assessments.scoreStates');
  return <Look of={SCORE_LOOKS[state]}>{t(state)}</Look>;
}

function Look({ of: [color, sign], children }: { of: readonly [string, string]; children: string }) {
  return (
    <Badge
      color={color}
      variant="light"
      radius="sm"
      tt="none"
      size="lg"
      className="wraps"
      leftSection={<span aria-hidden>{sign}</span>}
    >
      {children}
    </Badge>
  );
}
