import { Badge } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { UnitState } from '../assessments/filter.ts';

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

export function UnitBadge({ state }: { state: UnitState }) {
  const t = useTranslations('assessments.states');
  return <Look of={UNIT_LOOKS[state]}>{t(state)}</Look>;
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
      miw="max-content"
      leftSection={<span aria-hidden>{sign}</span>}
    >
      {children}
    </Badge>
  );
}
