import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { paths } from '../api/schema.ts';
import { calendarDay } from '../parts/calendar-day.ts';
import { AssessmentLink } from '../parts/assessment-link.tsx';
import { RowTable } from '../parts/row-table.tsx';
import { absentOf, UnitBadge } from '../parts/state-badge.tsx';

type List =
  paths['/v1/districts/{districtId}/section-assessments']['get']['responses'][200]['content']['application/json'];
type Item = List['items'][number];

interface Props {
  readonly districtId: string;
  readonly items: Item[];
  readonly isFetching: boolean;
  readonly isFiltered: boolean;
}

export function AssessmentTable({ districtId, items, isFetching, isFiltered }: Props) {
  const t = useTranslations('assessments.list');
  const format = useFormatter();
  if (items.length === 0) return <Nothing districtId={districtId} isFiltered={isFiltered} />;
  return (
    <RowTable
      label={t('title')}
      withTableBorder
      striped
      verticalSpacing="sm"
      idAccessor="sectionAssessmentId"
      records={items}
      fetching={isFetching}
      columns={[
        {
          accessor: 'title',
          title: t('columns.title'),
          render: (item) => <Name districtId={districtId} item={item} />,
        },
        {
          accessor: 'state',
          title: t('columns.state'),
          width: 210,
          render: ({ state, scores }) => <UnitBadge state={state} absent={absentOf(scores)} />,
        },
        {
          accessor: 'scores',
          title: t('columns.scores'),
          render: ({ scores }) => <InSis scores={scores} />,
        },
        { accessor: 'words', title: t('columns.todo'), width: '40%', render: (item) => <FirstReason item={item} /> },
        {
          accessor: 'dueDate',
          title: t('columns.due'),
          noWrap: true,
          visibleMediaQuery: '(min-width: 62em)',
          render: ({ dueDate }) =>
            dueDate === null ? '–' : format.dateTime(calendarDay(dueDate), { dateStyle: 'medium', timeZone: 'UTC' }),
        },
      ]}
    />
  );
}

function Name({ districtId, item }: { districtId: string; item: Item }) {
  const t = useTranslations('assessments.list');
  const { section } = item;
  return (
    <AssessmentLink
      districtId={districtId}
      unit={item}
      more={section === null ? '' : ` · ${t('section', { section })}`}
    />
  );
}

function InSis({ scores: { sent, kept, due, held, rejected } }: { scores: Item['scores'] }) {
  const t = useTranslations('assessments.list');
  const all = sent + kept + absentOf({ due, held, rejected });
  return (
    <Stack gap={0} miw={90}>
      <Text size="sm">{t('scores', { sent, all })}</Text>
      {kept > 0 && (
        <Text size="xs" c="dimmed">
          {t('kept', { kept })}
        </Text>
      )}
    </Stack>
  );
}

/** What matters most; the page of the assessment has all of it. */
function FirstReason({ item: { words } }: { item: Item }) {
  const t = useTranslations('assessments');
  const [first, ...others] = byWeight(words);
  if (first === undefined) return <Text size="sm">{t('who.nobody')}</Text>;
  return (
    <Stack gap={2} miw={220}>
      <Text size="sm">{first.message}</Text>
      <Text size="sm" fw={600}>
        {first.fix}
      </Text>
      {others.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('list.others', { others: others.length })}
        </Text>
      )}
    </Stack>
  );
}

const LEVELS = ['error', 'warning', 'info'];

/** What keeps back all of it first, then what is worst; of those alike, what the reader can do something about. */
function byWeight(words: Item['words']): Item['words'] {
  const weight = ({ scope, level, who }: Item['words'][number]) =>
    (scope === 'unit' ? 0 : 2 * LEVELS.length) + LEVELS.indexOf(level) * 2 + (who === 'nobody' ? 1 : 0);
  return words.toSorted((one, other) => weight(one) - weight(other));
}

function Nothing({ districtId, isFiltered }: { districtId: string; isFiltered: boolean }) {
  const t = useTranslations('assessments.list');
  return (
    <Stack align="start">
      <Text>{isFiltered ? t('empty') : t('none')}</Text>
      {isFiltered && (
        <Button
          variant="default"
          renderRoot={(props) => <Link {...props} to="/d/$districtId/assessments" params={{ districtId }} />}
        >
          {t('clear')}
        </Button>
      )}
    </Stack>
  );
}
