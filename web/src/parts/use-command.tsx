import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { type MutateOptions, useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useErrorWords } from './use-error-words.ts';
import { useNotify } from './use-notify.ts';

interface Command<Asked, Answer> {
  run(asked: Asked): Promise<Answer>;
  /** What is told, and done, once it is answered. */
  onDone(answer: Answer, asked: Asked): string | null;
}

/**
 * Something that changes the world: while it runs it is seen to, and not started again; what came of it is told, and a failure says why.
 */
export function useCommand<Asked, Answer>({ run, onDone }: Command<Asked, Answer>) {
  const t = useTranslations('shell');
  const notify = useNotify();
  const words = useErrorWords();
  // A second click comes before the page is drawn anew.
  const isRunning = useRef(false);
  const command = useMutation({
    mutationFn: run,
    onSuccess: (answer, asked) => {
      const message = onDone(answer, asked);
      if (message !== null) notify(message);
    },
    onError: (error) => notify(words(error), { title: t('commandFailed') }),
    onSettled: () => void (isRunning.current = false),
  });
  const mutate = (asked: Asked, options: MutateOptions<Answer, Error, Asked> = {}): void => {
    if (isRunning.current) return;
    isRunning.current = true;
    command.mutate(asked, options);
  };
  return { ...command, mutate };
}

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  /** A word that has to be typed first: what is asked for cannot be taken back. */
  readonly typed?: string;
  onYes(): void;
  /** The question was closed without a yes. */
  onNo?(): void;
}

/** Asks before something is done, and says what will happen; it is answered once. */
export function useConfirm() {
  const t = useTranslations('shell');
  return (question: Question): void => {
    const { title, text, yes, typed } = question;
    let isAnswered = false;
    const answer = (given: (() => void) | undefined) => (): void => {
      if (isAnswered) return;
      isAnswered = true;
      given?.();
    };
    const onYes = answer(() => question.onYes());
    const onClose = answer(() => question.onNo?.());
    const closeButtonProps = { 'aria-label': t('cancel') };
    if (typed !== undefined) {
      const modalId = modals.open({
        title,
        closeButtonProps,
        onClose,
        children: <TypedConfirm question={{ ...question, typed, onYes }} onClose={() => modals.close(modalId)} />,
      });
      return;
    }
    modals.openConfirmModal({
      title,
      children: <Text>{text}</Text>,
      labels: { confirm: yes, cancel: t('cancel') },
      closeButtonProps,
      onConfirm: onYes,
      onClose,
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
            onYes();
            onClose();
          }}
        >
          {yes}
        </Button>
      </Group>
    </Stack>
  );
}
