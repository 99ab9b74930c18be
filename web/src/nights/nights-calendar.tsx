import { Indicator, Stack, Title, VisuallyHidden } from '@mantine/core';
import { Calendar } from '@mantine/dates';
import 'dayjs/locale/es';
import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { nightsOf, type Run } from './run.ts';
import { lookOf, RUN_LOOKS } from './run-badge.tsx';
import { useLanguage } from '../shell/language.tsx';

/** The nights as a calendar: each has a mark, and opens its page. */
export function NightsCalendar({ districtId, runs }: { districtId: string; runs: readonly Run[] }) {
  const t = useTranslations('nights');
  const navigate = useNavigate();
  const locale = useLanguage();
  const nights = new Map(nightsOf(runs).map((run) => [run.date, run]));
  return (
    <Stack gap="xs" component="section" aria-label={t('calendar')}>
      <Title order={2} size="h3">
        {t('calendar')}
      </Title>
      <Calendar
        locale={locale}
        firstDayOfWeek={0}
        weekendDays={[]}
        maxLevel="month"
        ariaLabels={{ previousMonth: t('calendarLabels.previous'), nextMonth: t('calendarLabels.next') }}
        getDayProps={(date) => {
          const night = nights.get(date);
          return {
            disabled: night === undefined,
            onClick: () =>
              night !== undefined &&
              void navigate({ to: '/d/$districtId/nights/$runId', params: { districtId, runId: night.runId } }),
          };
        }}
        renderDay={(date) => {
          const night = nights.get(date);
          const day = Number(date.slice(-2));
          if (night === undefined) return <div>{day}</div>;
          const look = lookOf(night);
          return (
            <Indicator size={8} offset={-3} color={RUN_LOOKS[look][0]}>
              <div>
                {day}
                <VisuallyHidden>: {t(`looks.${look}`)}</VisuallyHidden>
              </div>
            </Indicator>
          );
        }}
      />
    </Stack>
  );
}
