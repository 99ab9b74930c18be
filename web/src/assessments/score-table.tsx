import { Stack, Text, Title } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { ReasonList } from '../parts/reason-list.tsx';
import { RowTable } from '../parts/row-table.tsx';
import { ScoreBadge } from '../parts/state-badge.tsx';
import type { Explanation } from './explanation.ts';
import { useStudentNames } from './student-names.ts';

type Score = Explanation['scores'][number];

/** Each student's score: what Otus has, what PowerSchool has, and why they differ. Those that need something stand first. */
export function ScoreTable({ unit }: { unit: Explanation }) {
  const t = useTranslations('assessments.one');
  const names = useStudentNames(unit);
  const nameOf = ({ sisStudentId, studentId }: Score) => names.byId.get(sisStudentId ?? '') ?? studentId;
  const scores = unit.scores.toSorted(
    (one, other) => rank(one) - rank(other) || nameOf(one).localeCompare(nameOf(other)),
  );
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h3">
        {t('scores')}
      </Title>
      <Text size="sm" role="status">
        {names.areAwaited ? t('namesAwaited') : ''}
      </Text>
      {names.areAway && <Text size="sm">{t('namesAway')}</Text>}
      {scores.length === 0 ? (
        <Text>{t('empty')}</Text>
      ) : (
        <RowTable
          label={t('scores')}
          withTableBorder
          striped
          idAccessor="scoreId"
          records={scores}
          columns={[
            {
              accessor: 'studentId',
              title: t('student'),
              render: (score) => (
                <Text size="sm" miw={90} className="may-break">
                  {nameOf(score)}
                </Text>
              ),
            },
            { accessor: 'otus', title: t('otusPoints'), render: (score) => <OtusPoints score={score} /> },
            { accessor: 'sentPoints', title: t('sisPoints'), render: (score) => <SisPoints score={score} /> },
            { accessor: 'state', title: t('state'), render: ({ state }) => <ScoreBadge state={state} /> },
            {
              accessor: 'reasons',
              title: t('why'),
              width: '45%',
              render: (score) => <Why score={score} unit={unit} />,
            },
          ]}
        />
      )}
    </Stack>
  );
}

/** Its own reasons; that of the whole assessment stands above, and is not said again at each score. */
function Why({ score: { reasons, notices }, unit }: { score: Score; unit: Explanation }) {
  const t = useTranslations('assessments.one');
  const ofUnit = new Set(unit.reasons.map(({ code }) => code));
  const own = reasons.filter(({ code }) => !ofUnit.has(code));
  return (
    <Stack gap={4}>
      {own.length < reasons.length && <Text size="sm">{t('asAbove')}</Text>}
      <ReasonList reasons={[...own, ...notices]} size="sm" />
    </Stack>
  );
}

/** What somebody has to look at first. */
function rank({ state }: Score): number {
  return ['rejected', 'held', 'kept', 'due', 'sent'].indexOf(state);
}

function OtusPoints({ score: { points, otus } }: { score: Score }) {
  const t = useTranslations('assessments.one');
  const format = useFormatter();
  const status = otus === null || otus.status === 'onTime' ? null : t(`status.${otus.status}`);
  return (
    <Stack gap={0}>
      <Text size="sm">{points === null ? '–' : format.number(points, { maximumFractionDigits: 6 })}</Text>
      {status !== null && (
        <Text size="xs" c="dimmed">
          {status}
        </Text>
      )}
    </Stack>
  );
}

/** What a teacher typed there where that was seen, else what it was given. */
function SisPoints({ score: { sentPoints, kept } }: { score: Score }) {
  const t = useTranslations('assessments.one');
  const format = useFormatter();
  if (kept?.exempt === true) return <Text size="sm">{t('exempt')}</Text>;
  const points = kept === undefined ? sentPoints : kept.sisPoints;
  return <Text size="sm">{points === null ? '–' : format.number(points, { maximumFractionDigits: 6 })}</Text>;
}
