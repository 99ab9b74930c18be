import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Box, Stack, Text, Title } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { calendarDay } from '../parts/calendar-day.ts';
import { nightsOf, type Run, SERIES } from './run.ts';

/** As many nights as can be told apart. */
const SHOWN = 30;

/** What became of the scores of each night, as a stack. The table below has the same numbers. */
export function NightsChart({ runs }: { runs: readonly Run[] }) {
  const t = useTranslations('nights');
  const format = useFormatter();
  const nights = nightsOf(runs).slice(0, SHOWN);
  const data = nights.toReversed().map(({ date, scores }) => ({
    date: format.dateTime(calendarDay(date), { month: 'short', day: 'numeric', timeZone: 'UTC' }),
    ...scores,
  }));
  return (
    <Stack gap="xs" component="section" aria-label={t('chart')} flex={1} miw={280}>
      <Title order={2} size="h3">
        {t('chart')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('chartText')}
      </Text>
      {data.length === 0 ? (
        <Text>{t('noNight')}</Text>
      ) : (
        // What it shows stands in the table, which can be read aloud.
        <Box aria-hidden>
          <BarChart
            h={260}
            data={data}
            dataKey="date"
            type="stacked"
            withLegend
            valueFormatter={(value) => format.number(value)}
            barChartProps={{ accessibilityLayer: false }}
            series={SERIES.map(([name, color]) => ({ name, color, label: t(`scores.${name}`) }))}
          />
        </Box>
      )}
    </Stack>
  );
}
