import { notifications } from '@mantine/notifications';
import { useTranslations } from 'use-intl';

/** Tells something in passing; a failure with its title. */
export function useNotify() {
  const t = useTranslations('shell');
  return (message: string, failure?: { readonly title: string }): void => {
    notifications.show({
      message,
      closeButtonProps: { 'aria-label': t('close') },
      ...(failure !== undefined && { color: 'red', title: failure.title }),
    });
  };
}
