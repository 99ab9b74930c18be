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
  const textOf = ({ key, before, after }: Change): string => {
    if (before === undefined && after === undefined) return t('changed', { key });
    if (isNothing(before)) return t('set', { key, after: shown(after, t('nothing')) });
    return t('fromTo', { key, before: shown(before, t('nothing')), after: shown(after, t('nothing')) });
  };
  if (changes.length === 0) return null;
  return (
    <Stack gap={2} component="ul" pl="md" m={0}>
      {changes.map((change) => (
        <Text key={change.key} component="li" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {textOf(change)}
        </Text>
      ))}
    </Stack>
  );
}

function shown(value: unknown, nothing: string): string {
  if (isNothing(value)) return nothing;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}
