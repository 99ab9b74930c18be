import { Button, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { RowTable } from '../parts/row-table.tsx';
import { answerOf, api } from '../api/client.ts';
import { useCommand, useConfirm } from '../parts/use-command.tsx';
import { useMoment } from '../parts/use-moment.ts';
import { MakeToken } from './make-token.tsx';
import type { Settings } from './settings.ts';

type Token = NonNullable<Settings['tokens']>[number];

interface Props {
  readonly districtId: string;
  readonly tokens: Token[];
  readonly mayChange: boolean;
}

/** The tokens of the API, by the first digits of their hash; a token itself is never held. */
export function TokenTable({ districtId, tokens, mayChange }: Props) {
  const t = useTranslations('settings.tokens');
  const moment = useMoment();
  return (
    <Stack gap="xs" component="section" aria-label={t('title')}>
      <Title order={2} size="h3">
        {t('title')}
      </Title>
      <Text size="sm">{t('explain')}</Text>
      <RowTable
        label={t('title')}
        withTableBorder
        minHeight={tokens.length === 0 ? 150 : 0}
        noRecordsText={t('none')}
        idAccessor="sha256"
        records={tokens}
        columns={[
          { accessor: 'sha256', title: t('digits') },
          { accessor: 'label', title: t('label'), render: ({ label }) => label ?? '–' },
          { accessor: 'roles', title: t('roles'), render: ({ roles }) => roles.join(', ') },
          {
            accessor: 'lastUsedAt',
            title: t('lastUsed'),
            render: ({ lastUsedAt }) => moment(lastUsedAt as string | null | undefined),
          },
          { accessor: 'expiresAt', title: t('expires'), render: ({ expiresAt }) => moment(expiresAt) },
          ...(mayChange
            ? [
                {
                  accessor: 'revoke',
                  title: t('change'),
                  render: (token: Token) => <Revoke districtId={districtId} token={token} />,
                },
              ]
            : []),
        ]}
      />
      {mayChange && <MakeToken districtId={districtId} />}
    </Stack>
  );
}

function Revoke({ districtId, token: { sha256, label } }: { districtId: string; token: Token }) {
  const t = useTranslations('settings.tokens');
  const queries = useQueryClient();
  const confirm = useConfirm();
  const name = label ?? sha256;
  const revoke = useCommand({
    run: () =>
      answerOf(api.DELETE('/v1/districts/{districtId}/tokens/{sha256}', { params: { path: { districtId, sha256 } } })),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: ['settings', districtId] });
      return t('revoked', { name });
    },
  });
  return (
    <Button
      size="xs"
      variant="default"
      aria-label={t('revokeOne', { name })}
      loading={revoke.isPending}
      onClick={() =>
        confirm({
          title: t('revoke'),
          text: t('revokeText', { name }),
          yes: t('revokeYes'),
          onYes: () => revoke.mutate(undefined),
        })
      }
    >
      {t('revoke')}
    </Button>
  );
}
