import { Indicator, Stack, Title } from '@mantine/core';
import { Calendar } from '@mantine/dates';
import 'dayjs/locale/es';
import { useNavigate } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { calendarDay } from '../parts/calendar-day.ts';
import { nightsOf, type Run } from './run.ts';
import { lookOf, RUN_LOOKS } from './run-badge.tsx';
import { useLanguage } from '../parts/language.tsx';

/** The nights as a calendar: each has a mark, and opens its page. */
export function NightsCalendar({ districtId, runs }: { districtId: string; runs: readonly Run[] }) {
  const t = useTranslations('nights');
  const navigate = useNavigate();
  const format = useFormatter();
  const longDate = (date: string) => format.dateTime(calendarDay(date), { dateStyle: 'long', timeZone: 'UTC' });
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
            ...(night !== undefined && { 'aria-label': `${longDate(date)}: ${t(`looks.${lookOf(night)}`)}` }),
            onClick: () =>
              night !== undefined &&
              void navigate({ to: '/d/$districtId/nights/$runId', params: { districtId, runId: night.runId } }),
          };
        }}
        renderDay={(date) => {
          const night = nights.get(date);
          const day = Number(date.slice(-2));
          if (night === undefined) return <div>{day}</div>;
          return (
            <Indicator size={8} offset={-3} color={RUN_LOOKS[lookOf(night)][0]}>
              <div>{day}</div>
            </Indicator>
          );
        }}
      />
    </Stack>
  );
}
