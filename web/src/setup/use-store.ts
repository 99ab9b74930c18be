import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { ApiError } from '../api/client.ts';
import { useCommand } from '../parts/use-command.tsx';
import { putSettings } from '../settings/put-settings.ts';
import type { Settings, SettingsBody } from '../settings/settings.ts';

const CONFLICT = 409;

/** Stores a few of the settings over those that are shown; where somebody else was first, nothing is stored and theirs are shown. */
export function useStore(districtId: string, settings: Settings) {
  const t = useTranslations('setup');
  const queries = useQueryClient();
  // Tokens that are left out stay.
  const { tokens: _tokens, ...held } = settings;
  return useCommand({
    run: (change: Partial<SettingsBody>) =>
      putSettings(districtId, { body: { ...held, ...change }, version: settings.version }).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === CONFLICT)
          void queries.invalidateQueries({ queryKey: ['settings', districtId] });
        throw error;
      }),
    onDone: (stored) => {
      queries.setQueryData(['settings', districtId], stored);
      void queries.invalidateQueries();
      return t('stored');
    },
  });
}
