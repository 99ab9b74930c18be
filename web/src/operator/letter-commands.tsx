import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useConfirm } from '../parts/use-command.tsx';
import { useLetterCommands } from './letters.ts';

const REASON_MOST = 500;

/** What can be done with the letters that are chosen. */
export function LetterCommands({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const t = useTranslations('deadLetters');
  const shell = useTranslations('shell');
  const [isAsked, question] = useDisclosure(false);
  const confirm = useConfirm();
  const { replay, dismiss } = useLetterCommands(onDone);
  const letters = ids.length;
  return (
    <Group>
      <Text role="status" size="sm">
        {t('chosen', { letters })}
      </Text>
      <Button
        size="xs"
        disabled={letters === 0}
        loading={replay.isPending}
        onClick={() =>
          confirm({
            title: t('replayTitle', { letters }),
            text: t('replayText'),
            yes: t('replay'),
            onYes: () => replay.mutate(ids),
          })
        }
      >
        {t('replay')}
      </Button>
      <Button
        size="xs"
        color="red"
        variant="light"
        disabled={letters === 0}
        loading={dismiss.isPending}
        onClick={question.open}
      >
        {t('dismiss')}
      </Button>
      <Modal
        opened={isAsked}
        onClose={question.close}
        title={t('dismissTitle', { letters })}
        closeButtonProps={{ 'aria-label': shell('close') }}
      >
        <DismissForm
          onDismiss={(reason) => {
            question.close();
            dismiss.mutate({ ids, reason });
          }}
        />
      </Modal>
    </Group>
  );
}

function DismissForm({ onDismiss }: { onDismiss: (reason: string) => void }) {
  const t = useTranslations('deadLetters');
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDismiss(reason.trim());
  };
  return (
    <Stack component="form" onSubmit={submit}>
      <Text>{t('dismissText')}</Text>
      <Textarea
        label={t('reason')}
        description={t('reasonHint')}
        required
        maxLength={REASON_MOST}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
        data-autofocus
      />
      <Button type="submit" color="red" disabled={reason.trim() === ''}>
        {t('dismiss')}
      </Button>
    </Stack>
  );
}
