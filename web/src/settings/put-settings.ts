import { answerOf, api } from '../api/client.ts';
import type { Settings, SettingsBody } from './settings.ts';

interface Change {
  readonly body: SettingsBody;
  /** The version that is replaced: where another one stands by now, nothing is stored. */
  readonly version: number;
  /** Nothing is stored, but all is judged. */
  readonly dryRun?: boolean;
  /** Calls it off. */
  readonly signal?: AbortSignal;
}

/** Stores settings, or tries them. Throws `ApiError`, with what is wrong by its path. */
export function putSettings(districtId: string, { body, version, dryRun = false, signal }: Change): Promise<Settings> {
  return answerOf(
    api.PUT('/v1/districts/{districtId}', {
      params: {
        path: { districtId },
        header: { 'if-match': `"${version}"` },
        query: dryRun ? { dryRun } : {},
      },
      body,
      ...(signal !== undefined && { signal }),
    }),
  );
}
