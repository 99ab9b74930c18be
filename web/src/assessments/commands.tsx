import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { useCommand } from '../parts/use-command.tsx';
import type { Explanation } from './assessment-page.tsx';

type Action = 'send' | 'check';

/** "Send now" and "check again": both are safe to ask for twice, and neither overwrites what a teacher typed in PowerSchool. */
export function Commands({ unit: { districtId, sectionAssessmentId } }: { unit: Explanation }) {
  const t = useTranslations('assessments.one');
  const queries = useQueryClient();
  const asking = useCommand({
    run: (action: Action) =>
      answerOf(
        api.POST(`/v1/districts/{districtId}/section-assessments/{sectionAssessmentId}/${action}`, {
          params: { path: { districtId, sectionAssessmentId } },
        }),
      ),
    onDone: ({ units }) => {
      void queries.invalidateQueries({ queryKey: ['assessment', districtId, sectionAssessmentId] });
      return units > 0 ? t('asked') : t('nothing');
    },
  });
  return (
    <Group className="no-print">
      <Button onClick={() => asking.mutate('send')} loading={asking.isPending && asking.variables === 'send'}>
        {t('send')}
      </Button>
      <Button
        variant="default"
        onClick={() => asking.mutate('check')}
        loading={asking.isPending && asking.variables === 'check'}
      >
        {t('check')}
      </Button>
    </Group>
  );
}
