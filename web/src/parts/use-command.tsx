import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';

interface Command<Asked, Answer> {
  run(asked: Asked): Promise<Answer>;
  /** What is told, and done, once it is answered. */
  onDone(answer: Answer, asked: Asked): string | null;
}

/** Something that changes the world: while it runs it is seen to, what came of it is told, and a failure says why. */
export function useCommand<Asked, Answer>({ run, onDone }: Command<Asked, Answer>) {
  const t = useTranslations('shell');
  return useMutation({
    mutationFn: run,
    onSuccess: (answer, asked) => {
      const message = onDone(answer, asked);
      if (message !== null) notifications.show({ message });
    },
    onError: (error) => notifications.show({ color: 'red', title: t('commandFailed'), message: error.message }),
  });
}

interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  onYes(): void;
}

/** Asks before something is done, and says what will happen. */
export function useConfirm() {
  const t = useTranslations('shell');
  return ({ title, text, yes, onYes }: Question): void => {
    modals.openConfirmModal({
      title,
      children: <Text>{text}</Text>,
      labels: { confirm: yes, cancel: t('cancel') },
      closeButtonProps: { 'aria-label': t('cancel') },
      onConfirm: onYes,
    });
  };
}
