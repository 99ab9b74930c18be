import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import type { paths } from '../api/schema.ts';
import { type Question, useCommand, useConfirm } from '../parts/use-command.tsx';

type Body = NonNullable<
  paths['/v1/districts/{districtId}/redrive']['post']['requestBody']
>['content']['application/json'];
export type ReasonCode = NonNullable<Body['reason']>;
type Chosen = Omit<Body, 'dryRun'>;
/** What is said before it is asked for. */
type Warning = Pick<Question, 'text' | 'typed'>;

/** Sends again what is chosen: first it is counted, then asked for, then watched on the run's page. */
export function useRedrive(districtId: string) {
  const t = useTranslations('causes');
  const navigate = useNavigate();
  const confirm = useConfirm();
  const post = (body: Body) =>
    answerOf(api.POST('/v1/districts/{districtId}/redrive', { params: { path: { districtId } }, body }));
  const send = useCommand({
    run: (chosen: Chosen) => post({ ...chosen, dryRun: false }),
    onDone: ({ units, runId }) => {
      if (runId === null) return t('nothing');
      void navigate({ to: '/d/$districtId/nights/$runId', params: { districtId, runId } });
      return t('begun', { units });
    },
  });
  const count = useCommand({
    run: ({ chosen }: { readonly chosen: Chosen; readonly warning: Warning }) => post({ ...chosen, dryRun: true }),
    onDone: ({ units }, { chosen, warning }) => {
      if (units === 0) return t('nothing');
      const [title, yes] = [t('confirmTitle', { units }), t('confirmYes', { units })];
      confirm({ ...warning, title, yes, onYes: () => send.mutate(chosen) });
      return null;
    },
  });
  return {
    isPending: count.isPending || send.isPending,
    ask: (chosen: Chosen, warning: Warning) => count.mutate({ chosen, warning }),
  };
}
