import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';

interface Change {
  readonly key: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Each setting that was changed, with what stood there before. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  const t = useTranslations('history');
  if (changes.length === 0) return null;
  return (
    <Stack gap={2} component="ul" pl="md" m={0}>
      {changes.map(({ key, before, after }) => (
        <Text key={key} component="li" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {before === undefined && after === undefined
            ? t('changed', { key })
            : t('fromTo', { key, before: shown(before, t('nothing')), after: shown(after, t('nothing')) })}
        </Text>
      ))}
    </Stack>
  );
}

function shown(value: unknown, nothing: string): string {
  if (value === null || value === undefined || value === '') return nothing;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
