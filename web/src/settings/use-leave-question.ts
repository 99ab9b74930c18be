import { useBlocker } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useConfirm } from '../parts/use-command.tsx';

/** Who leaves what is not stored is asked before; of a closed tab the browser asks in its own words. */
export function useLeaveQuestion(isDirty: boolean): void {
  const t = useTranslations('settings');
  const confirm = useConfirm();
  useBlocker({
    disabled: !isDirty,
    enableBeforeUnload: isDirty,
    shouldBlockFn: () =>
      new Promise<boolean>((block) =>
        confirm({
          title: t('leave'),
          text: t('leaveText'),
          yes: t('leaveYes'),
          onYes: () => block(false),
          onNo: () => block(true),
        }),
      ),
  });
}
