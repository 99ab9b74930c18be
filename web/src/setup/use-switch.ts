import { useTranslations } from 'use-intl';
import { useConfirm } from '../parts/use-command.tsx';
import type { Settings } from '../settings/settings.ts';
import { useStore } from './use-store.ts';

/** Switches the district on, which is asked before, or pauses it. */
export function useSwitch(districtId: string, settings: Settings) {
  const t = useTranslations('setup.steps.on');
  const store = useStore(districtId, settings);
  const confirm = useConfirm();
  const ask = (on: boolean): void => {
    if (!on) return store.mutate({ paused: true });
    const { nightlyRunAt: time, timeZone } = settings;
    confirm({
      title: t('switchOn'),
      text: t('switchOnText', { time, timeZone }),
      yes: t('switchOnYes'),
      onYes: () => store.mutate({ paused: false }),
    });
  };
  return { ask, isPending: store.isPending };
}
