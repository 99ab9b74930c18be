import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { ApiError } from '../api/client.ts';

interface Asked {
  readonly error: unknown;
  readonly isPending: boolean;
  readonly dataUpdatedAt: number;
  refetch(): unknown;
}

/** What stands in the place of an answer that is not there, and above one that is old. Nothing where all is well. */
export function AnswerState({ asked }: { asked: Asked }) {
  const t = useTranslations('shell');
  const format = useFormatter();
  const { error, isPending, dataUpdatedAt, refetch } = asked;
  if (isPending && error === null)
    return (
      <Group role="status" gap="sm">
        <Loader size="sm" aria-hidden />
        <Text>{t('loading')}</Text>
      </Group>
    );
  if (error === null) return null;
  if (dataUpdatedAt > 0)
    return (
      <Alert color="yellow" role="status">
        {t('stale', { time: format.dateTime(dataUpdatedAt, { timeStyle: 'medium' }) })}
      </Alert>
    );
  const isHidden = error instanceof ApiError && (error.status === 403 || error.status === 404);
  return (
    <Alert color="red" title={t('failed')} role="alert">
      <Text>{isHidden ? t('notYours') : error instanceof Error ? error.message : String(error)}</Text>
      {!isHidden && (
        <Button mt="sm" variant="default" onClick={() => void refetch()}>
          {t('again')}
        </Button>
      )}
    </Alert>
  );
}
