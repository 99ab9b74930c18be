import { Alert, Anchor, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { ReasonList } from '../parts/reason-list.tsx';
import { UnitBadge } from '../parts/state-badge.tsx';
import { useDistrict } from '../parts/session.tsx';
import { AnswerState } from '../parts/states.tsx';
import { Commands } from './commands.tsx';
import { Compare } from './compare.tsx';
import type { Explanation } from './explanation.ts';
import { ScoreTable } from './score-table.tsx';
import { SupportCopy } from './support-copy.tsx';
import { Happened } from './timeline.tsx';
import { useLanguage } from '../parts/language.tsx';

const PAGE = '/d/$districtId/assessments/$unitId';
const LOOK_AGAIN_MS = 10_000;

/** One assessment: why each score is or is not in PowerSchool, and what to do. */
export function AssessmentPage() {
  const { districtId, unitId: sectionAssessmentId } = useParams({ from: PAGE });
  const language = useLanguage();
  const asked = useQuery({
    queryKey: ['assessment', districtId, sectionAssessmentId, language],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: () =>
      answerOf(
        api.GET('/v1/districts/{districtId}/section-assessments/{sectionAssessmentId}', {
          params: { path: { districtId, sectionAssessmentId } },
        }),
      ),
  });
  return (
    <Stack>
      <BackToList districtId={districtId} />
      <AnswerState asked={asked} />
      {asked.data !== undefined && <Explained unit={asked.data} />}
    </Stack>
  );
}

function BackToList({ districtId }: { districtId: string }) {
  const t = useTranslations('assessments.one');
  return (
    <Anchor
      className="no-print"
      component={Link}
      to="/d/$districtId/assessments"
      params={{ districtId } as never}
      w="fit-content"
    >
      ← {t('back')}
    </Anchor>
  );
}

function Explained({ unit }: { unit: Explanation }) {
  const t = useTranslations('assessments.one');
  const role = useDistrict(unit.districtId)?.role;
  const { sisSectionId } = unit.otus.section;
  const absent = unit.scores.filter(({ state }) => state !== 'sent' && state !== 'kept').length;
  return (
    <>
      <Group justify="space-between" align="start">
        <Stack gap={4} miw={0} className="may-break">
          <Title order={1}>{unit.title}</Title>
          <Text c="dimmed">
            {unit.identifier}
            {sisSectionId === null ? '' : ` · ${t('section', { section: sisSectionId })}`} · {unit.otus.assessmentType}
          </Text>
          <UnitBadge state={unit.state} absent={absent} />
        </Stack>
        {role !== 'viewer' && <Commands unit={unit} />}
      </Group>
      {unit.reasons.length > 0 && (
        <Card withBorder component="section" aria-labelledby="todo">
          <Title order={2} size="h3" id="todo" mb="sm">
            {t('todo')}
          </Title>
          <ReasonList reasons={unit.reasons} />
        </Card>
      )}
      {unit.notices.length > 0 && (
        <Alert color="blue" title={t('notices')}>
          <ReasonList reasons={unit.notices} size="sm" />
        </Alert>
      )}
      <ScoreTable unit={unit} />
      <Compare unit={unit} />
      <Happened unit={unit} />
      <SupportCopy unit={unit} />
    </>
  );
}
