import { Anchor } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useLinks } from './use-links.ts';

/** The way to a trace, where the operator said where traces are. */
export function TraceLink({ traceId }: { traceId: string | null }) {
  const t = useTranslations('shell');
  const { jaeger } = useLinks();
  if (jaeger === null || traceId === null) return null;
  return (
    <Anchor
      className="no-print"
      href={`${jaeger.replace(/\/+$/, '')}/trace/${traceId}`}
      target="_blank"
      rel="noreferrer"
    >
      {t('trace')}
    </Anchor>
  );
}
