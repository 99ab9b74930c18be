import { Stack, Text, Title } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { calendarDay } from '../parts/calendar-day.ts';
import { RowTable } from '../parts/row-table.tsx';
import type { Explanation } from './explanation.ts';

/** The assignment as PowerSchool has it, beside what Otus would have. */
export function Compare({ unit: { desired, sis } }: { unit: Explanation }) {
  const t = useTranslations('assessments.one');
  const format = useFormatter();
  const day = (date: string | null | undefined): string =>
    date == null ? t('none') : format.dateTime(calendarDay(date), { dateStyle: 'medium', timeZone: 'UTC' });
  const isThere = sis !== null && sis.deletedAt === null;
  const rows = [
    { field: 'title', otus: desired.title, sis: sis?.title ?? '' },
    { field: 'dueDate', otus: day(desired.dueDate), sis: day(sis?.dueDate) },
    { field: 'category', otus: desired.category ?? t('none'), sis: sis?.category ?? '' },
    {
      field: 'totalPoints',
      otus: format.number(desired.totalPoints),
      sis: sis === null ? '' : format.number(sis.totalPoints),
    },
  ] as const;
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h3">
        {t('compare')}
      </Title>
      {!isThere && <Text>{sis === null ? t('notThere') : t('deleted')}</Text>}
      <RowTable
        label={t('compare')}
        withTableBorder
        idAccessor="field"
        records={[...rows]}
        columns={[
          { accessor: 'field', title: t('field'), render: ({ field }) => t(`fields.${field}`) },
          { accessor: 'otus', title: t('otus'), render: ({ otus }) => <Value text={otus} /> },
          {
            accessor: 'sis',
            title: t('sis'),
            render: ({ field, sis: value }) =>
              isThere ? (
                <>
                  <Value text={value} />
                  {sis.keptFields?.includes(field) === true && (
                    <Text size="xs" c="dimmed">
                      {t('keptField')}
                    </Text>
                  )}
                </>
              ) : (
                '–'
              ),
          },
        ]}
      />
      {isThere && (
        <Text size="sm" c="dimmed">
          {t('checked', {
            time: format.dateTime(new Date(sis.checkedAt), { dateStyle: 'medium', timeStyle: 'short' }),
          })}
        </Text>
      )}
    </Stack>
  );
}

function Value({ text }: { text: string }) {
  return (
    <Text size="sm" miw={100} className="may-break">
      {text}
    </Text>
  );
}
