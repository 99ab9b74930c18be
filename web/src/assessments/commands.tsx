import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { useCommand } from '../parts/use-command.tsx';
import type { Explanation } from './explanation.ts';

type Action = 'send' | 'check';

const WHY_NOT = 'why-not-sent';

/** "Send now" and "check again": both are safe to ask for twice, and neither overwrites what a teacher typed in PowerSchool. */
export function Commands({ unit }: { unit: Explanation }) {
  const { districtId, sectionAssessmentId } = unit;
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
  const whyNot = whyNotSent(unit);
  return (
    <Stack gap={4} className="no-print">
      <Group>
        <Button
          disabled={whyNot !== null}
          {...(whyNot !== null && { 'aria-describedby': WHY_NOT })}
          onClick={() => asking.mutate('send')}
          loading={asking.isPending && asking.variables === 'send'}
        >
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
      {whyNot !== null && (
        <Text id={WHY_NOT} size="sm" maw={360}>
          {t(`cannotSend.${whyNot}`)}
        </Text>
      )}
    </Stack>
  );
}

/** Why there is nothing of it to send, as far as its state tells; null where there may be. */
function whyNotSent({ state, scores }: Explanation): 'held' | 'withdrawn' | 'inSync' | null {
  if (state === 'held' || state === 'withdrawn') return state;
  const isAllThere = scores.every((score) => score.state === 'sent' || score.state === 'kept');
  return state === 'inSync' && isAllThere ? 'inSync' : null;
}
