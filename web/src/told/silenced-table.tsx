import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { RowTable } from '../parts/row-table.tsx';
import { answerOf, api } from '../api/client.ts';
import { useCommand } from '../parts/use-command.tsx';
import { useMoment } from '../parts/use-moment.ts';
import { useDistrict } from '../parts/session.tsx';
import { type Silenced, useRecipient } from './message.ts';

/** Addresses that get nothing any more, and why; whoever looks after the district lets them be written to again. */
export function SilencedTable({ districtId, silenced }: { districtId: string; silenced: Silenced[] }) {
  const t = useTranslations('told');
  const queries = useQueryClient();
  const moment = useMoment();
  const recipient = useRecipient();
  const role = useDistrict(districtId)?.role;
  const resume = useCommand({
    run: (id: string) =>
      answerOf(
        api.POST('/v1/districts/{districtId}/notifications/resume', {
          params: { path: { districtId } },
          body: { ids: [id] },
        }),
      ),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: ['told', districtId] });
      return t('resumed');
    },
  });
  return (
    <Stack gap="xs" component="section" aria-label={t('silenced')}>
      <Title order={2} size="h3">
        {t('silenced')}
      </Title>
      <Alert color="yellow">{t('silencedText')}</Alert>
      <RowTable
        label={t('silenced')}
        withTableBorder
        idAccessor={({ to }) => to.id}
        records={silenced}
        columns={[
          { accessor: 'to', title: t('to'), render: ({ to }) => recipient(to) },
          {
            accessor: 'why',
            title: t('why'),
            render: ({ why, said }) => (
              <Stack gap={0} miw={180}>
                <Text size="sm">{t(`whys.${why}`)}</Text>
                {said !== '' && (
                  <Text size="xs" c="dimmed">
                    {said}
                  </Text>
                )}
              </Stack>
            ),
          },
          { accessor: 'at', title: t('when'), noWrap: true, render: ({ at }) => moment(at) },
          {
            accessor: 'resume',
            title: t('again'),
            hidden: role !== 'admin' && role !== 'operator',
            render: ({ to }) => (
              <Button
                size="compact-sm"
                variant="light"
                loading={resume.isPending && resume.variables === to.id}
                onClick={() => resume.mutate(to.id)}
                aria-label={`${t('resume')}: ${recipient(to)}`}
              >
                {t('resume')}
              </Button>
            ),
          },
        ]}
      />
    </Stack>
  );
}
