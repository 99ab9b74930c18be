import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { paths } from '../api/schema.ts';
import { AssessmentLink } from '../parts/assessment-link.tsx';
import type { Reason } from '../parts/reason-list.tsx';
import { RowTable } from '../parts/row-table.tsx';
import type { PreviewFilter } from './preview-filter.ts';

export type Preview =
  paths['/v1/districts/{districtId}/preview']['get']['responses'][200]['content']['application/json'];

interface Props {
  readonly districtId: string;
  readonly preview: Preview;
  readonly filter: PreviewFilter;
}

/** The assessments of what is chosen, each with what the night would do. */
export function PreviewList({ districtId, preview: { items, itemsTruncated }, filter }: Props) {
  const t = useTranslations('nights.tonight');
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Stack gap="xs">
      {isFiltered && (
        <Button
          variant="default"
          w="fit-content"
          renderRoot={(props) => <Link {...props} to="." search={{} as never} />}
        >
          {t('all')}
        </Button>
      )}
      <Text role="status" size="sm">
        {itemsTruncated ? t('shownOfMore', { shown: items.length }) : t('shown', { shown: items.length })}
      </Text>
      {items.length === 0 ? (
        <Text>{isFiltered ? t('noneFits') : t('none')}</Text>
      ) : (
        <ItemTable districtId={districtId} items={items} />
      )}
    </Stack>
  );
}

/** Sentences that a row has room for; its page tells all, with what to do. */
const SENTENCES = 2;

function ReasonSentences({ reasons }: { reasons: readonly Reason[] }) {
  const t = useTranslations('nights.tonight');
  const more = reasons.length - SENTENCES;
  return (
    <Stack gap={2}>
      {reasons.slice(0, SENTENCES).map(({ code, message }) => (
        <Text key={code} size="sm">
          {message}
        </Text>
      ))}
      {more > 0 && (
        <Text size="sm" c="dimmed">
          {t('moreReasons', { more })}
        </Text>
      )}
    </Stack>
  );
}

function ItemTable({ districtId, items }: { districtId: string; items: Preview['items'] }) {
  const t = useTranslations('nights.tonight');
  return (
    <RowTable
      label={t('list')}
      striped
      idAccessor="sectionAssessmentId"
      records={items}
      columns={[
        {
          accessor: 'title',
          title: t('assessment'),
          render: (unit) => <AssessmentLink districtId={districtId} unit={unit} />,
        },
        {
          accessor: 'effect',
          title: t('effect'),
          render: ({ effect }) => (
            <Text size="sm" miw={120}>
              {t(`effects.${effect}`)}
            </Text>
          ),
        },
        {
          accessor: 'scores',
          title: t('scores'),
          render: ({ scores }) => (
            <Text size="sm" miw={120}>
              {t('itemScores', scores)}
            </Text>
          ),
        },
        {
          accessor: 'words',
          title: t('why'),
          width: '45%',
          render: ({ words }) => <ReasonSentences reasons={words} />,
        },
      ]}
    />
  );
}
