import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useNotify } from './use-notify.ts';

interface Command<Asked, Answer> {
  run(asked: Asked): Promise<Answer>;
  /** What is told, and done, once it is answered. */
  onDone(answer: Answer, asked: Asked): string | null;
}

/** Something that changes the world: while it runs it is seen to, what came of it is told, and a failure says why. */
export function useCommand<Asked, Answer>({ run, onDone }: Command<Asked, Answer>) {
  const t = useTranslations('shell');
  const notify = useNotify();
  return useMutation({
    mutationFn: run,
    onSuccess: (answer, asked) => {
      const message = onDone(answer, asked);
      if (message !== null) notify(message);
    },
    onError: (error) => notify(error.message, { title: t('commandFailed') }),
  });
}

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  /** A word that has to be typed first: what is asked for cannot be taken back. */
  readonly typed?: string;
  onYes(): void;
}

/** Asks before something is done, and says what will happen. */
export function useConfirm() {
  const t = useTranslations('shell');
  return (question: Question): void => {
    const { title, text, yes, typed, onYes } = question;
    const closeButtonProps = { 'aria-label': t('cancel') };
    if (typed !== undefined) {
      const modalId = modals.open({
        title,
        closeButtonProps,
        children: <TypedConfirm question={{ ...question, typed }} onClose={() => modals.close(modalId)} />,
      });
      return;
    }
    modals.openConfirmModal({
      title,
      children: <Text>{text}</Text>,
      labels: { confirm: yes, cancel: t('cancel') },
      closeButtonProps,
      onConfirm: onYes,
    });
  };
}

interface TypedProps {
  readonly question: Question & { readonly typed: string };
  onClose(): void;
}

function TypedConfirm({ question: { text, yes, typed, onYes }, onClose }: TypedProps) {
  const t = useTranslations('shell');
  const [word, setWord] = useState('');
  return (
    <Stack>
      <Text>{text}</Text>
      <TextInput
        label={t('typeWord', { word: typed })}
        value={word}
        onChange={({ currentTarget: { value } }) => setWord(value)}
        autoComplete="off"
        data-autofocus
      />
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          color="red"
          disabled={word.trim().toLowerCase() !== typed.toLowerCase()}
          onClick={() => {
            onClose();
            onYes();
          }}
        >
          {yes}
        </Button>
      </Group>
    </Stack>
  );
}
