import { Anchor, Badge, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { DataTableColumn } from 'mantine-datatable';
import { useFormatter, useTranslations } from 'use-intl';
import { calendarDay } from '../parts/calendar-day.ts';
import { RowTable } from '../parts/row-table.tsx';
import { usePages } from '../parts/use-pages.ts';
import { useReasons } from '../parts/use-reasons.ts';
import type { District } from './overview.ts';

/** A colour and a sign for each state of a circuit. */
const CIRCUITS = { closed: ['green', '✓'], open: ['red', '✕'], halfOpen: ['orange', '↻'] } as const;

export function DistrictTable({ districts }: { districts: District[] }) {
  const t = useTranslations('operator');
  const columns = useColumns();
  return <RowTable label={t('title')} striped idAccessor="districtId" {...usePages(districts)} columns={columns} />;
}

function useColumns(): DataTableColumn<District>[] {
  const t = useTranslations('operator');
  const format = useFormatter();
  return [
    { accessor: 'name', title: t('district'), render: (district) => <Name district={district} /> },
    { accessor: 'lastNight', title: t('lastNight'), render: (district) => <LastNight district={district} /> },
    {
      accessor: 'nextNightAt',
      title: t('nextNight'),
      render: ({ nextNightAt, timeZone }) => (
        <Stack gap={0} miw={150}>
          <Text size="sm">{nextNightAt === null ? t('paused') : at(format, nextNightAt, timeZone)}</Text>
          <Text size="xs" c="dimmed">
            {timeZone}
          </Text>
        </Stack>
      ),
    },
    {
      accessor: 'dueUnits',
      title: t('due'),
      render: ({ dueUnits, oldestDueAt, timeZone }) => (
        <Stack gap={0} miw={120}>
          <Text size="sm">{t('dueUnits', { units: dueUnits })}</Text>
          {oldestDueAt !== null && (
            <Text size="xs" c="dimmed">
              {t('since', { time: at(format, oldestDueAt, timeZone) })}
            </Text>
          )}
        </Stack>
      ),
    },
    { accessor: 'lane', title: t('lane'), render: (district) => <Lane district={district} /> },
    {
      accessor: 'pace',
      title: t('pace'),
      textAlign: 'right',
      render: ({ lane }) =>
        lane?.paceUsed == null ? '–' : format.number(lane.paceUsed, { style: 'percent', maximumFractionDigits: 0 }),
    },
  ];
}

function Name({ district: { districtId, name } }: { district: District }) {
  return (
    <Stack gap={0} miw={140} className="may-break">
      <Anchor component={Link} to="/d/$districtId/tonight" params={{ districtId } as never} fw={600}>
        {name}
      </Anchor>
      <Text size="xs" c="dimmed">
        {districtId}
      </Text>
    </Stack>
  );
}

function LastNight({ district: { districtId, lastNight } }: { district: District }) {
  const t = useTranslations('operator');
  const format = useFormatter();
  if (lastNight === null) return <Text size="sm">{t('noNight')}</Text>;
  const { runId, date, state, scores } = lastNight;
  return (
    <Stack gap={0} miw={170}>
      <Anchor component={Link} to="/d/$districtId/nights/$runId" params={{ districtId, runId } as never} size="sm">
        {format.dateTime(calendarDay(date), { dateStyle: 'medium', timeZone: 'UTC' })}
      </Anchor>
      <Text size="xs">{t(`states.${state}`)}</Text>
      <Text size="xs" c="dimmed">
        {t('nightScores', scores)}
      </Text>
    </Stack>
  );
}

function Lane({ district: { districtId, lane, timeZone } }: { district: District }) {
  const t = useTranslations('operator');
  const format = useFormatter();
  const reason = useReasons(districtId).find(({ code }) => code === lane?.circuitCode);
  if (lane === null) return <Text size="sm">{t('noLane')}</Text>;
  const circuit = lane.circuit === 'open' || lane.circuit === 'halfOpen' ? lane.circuit : 'closed';
  const [color, sign] = CIRCUITS[circuit];
  return (
    <Stack gap={2} miw={180}>
      <Badge color={color} variant="light" tt="none" miw="max-content">
        {sign} {t(`circuits.${circuit}`)}
      </Badge>
      {lane.circuitOpenSince !== null && (
        <Text size="xs">
          {reason?.message ?? lane.circuitCode} {t('since', { time: at(format, lane.circuitOpenSince, timeZone) })}
        </Text>
      )}
      {lane.owner !== null && (
        <Text size="xs" c="dimmed">
          {t('owner', { owner: lane.owner })}
        </Text>
      )}
    </Stack>
  );
}

function at(format: ReturnType<typeof useFormatter>, instant: string, timeZone: string): string {
  return format.dateTime(new Date(instant), { dateStyle: 'medium', timeStyle: 'short', timeZone });
}
