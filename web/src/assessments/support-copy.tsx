import { Group, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { CopyText } from '../parts/copy-text.tsx';
import { TraceLink } from '../parts/trace-link.tsx';
import type { Explanation } from './explanation.ts';

/** What a support ticket needs, and nothing of any student: identifiers, codes and the trace. */
export function SupportCopy({ unit }: { unit: Explanation }) {
  const t = useTranslations('assessments.one');
  return (
    <Group className="no-print">
      <CopyText label={t('support')} text={ticketOf(unit)} />
      <TraceLink traceId={unit.traceId} />
      <Text size="sm" c="dimmed">
        {t('supportHolds')}
      </Text>
    </Group>
  );
}

function ticketOf({
  districtId,
  identifier,
  sectionAssessmentId,
  revision,
  state,
  reasons,
  scores,
  traceId,
}: Explanation): string {
  const codes = new Set([...reasons, ...scores.flatMap((score) => score.reasons)].map(({ code }) => code));
  return [
    `district ${districtId}`,
    `assessment ${identifier} (${sectionAssessmentId}, revision ${revision})`,
    `state ${state}`,
    `reasons ${[...codes].join(', ') || 'none'}`,
    `trace ${traceId ?? 'none'}`,
  ].join('\n');
}
