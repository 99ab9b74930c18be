import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { ApiError, FORBIDDEN, NOT_FOUND, UNAUTHORIZED } from '../api/client.ts';
import { useErrorWords } from './use-error-words.ts';

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
  const words = useErrorWords();
  const { error, isPending, dataUpdatedAt, refetch } = asked;
  if (isPending && error === null)
    return (
      <Group role="status" gap="sm">
        <Loader size="sm" aria-hidden />
        <Text>{t('loading')}</Text>
      </Group>
    );
  if (error === null) return null;
  const status = error instanceof ApiError ? error.status : null;
  const isHidden = status === FORBIDDEN || status === NOT_FOUND;
  if (dataUpdatedAt > 0 && !isHidden && status !== UNAUTHORIZED)
    return (
      <Alert color="yellow" role="status">
        {t('stale', { time: format.dateTime(dataUpdatedAt, { timeStyle: 'medium' }) })}
      </Alert>
    );
  return (
    <Alert color="red" title={t('failed')} role="alert">
      <Text>{isHidden ? t('notYours') : words(error)}</Text>
      {!isHidden && (
        <Button mt="sm" variant="default" onClick={() => void refetch()}>
          {t('again')}
        </Button>
      )}
    </Alert>
  );
}
