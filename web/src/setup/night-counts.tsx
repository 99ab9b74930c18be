import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { Figure, Figures } from '../parts/figure.tsx';
import { calendarDay } from '../parts/calendar-day.ts';
import type { Found } from './steps.ts';

const EFFECTS = ['create', 'update', 'scoresOnly', 'none', 'held'] as const;

interface Props {
  readonly districtId: string;
  readonly night: NonNullable<Found['night']>;
}

/** What a night would do, in numbers. */
export function NightCounts({ districtId, night: { date, units, scores } }: Props) {
  const t = useTranslations('setup.steps.dryNight');
  const nights = useTranslations('nights.tonight');
  const format = useFormatter();
  const day = format.dateTime(calendarDay(date), { dateStyle: 'full', timeZone: 'UTC' });
  return (
    <Stack gap="xs" component="section" aria-label={t('counts')}>
      <Text>{t('night', { day })}</Text>
      <Figures>
        {EFFECTS.map((effect) => (
          <Figure key={effect} label={nights(`effects.${effect}`)} value={units[effect]} />
        ))}
      </Figures>
      <Text>{nights('scores')}</Text>
      <Figures>
        {(['send', 'keep', 'held'] as const).map((name) => (
          <Figure key={name} label={nights(name)} value={scores[name]} />
        ))}
      </Figures>
      <Anchor component={Link} to="/d/$districtId/tonight" params={{ districtId } as never} w="fit-content">
        {t('tonight')}
      </Anchor>
    </Stack>
  );
}
