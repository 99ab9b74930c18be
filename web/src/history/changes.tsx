import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { type ChangedPart, changedParts, isLarge, isObject, type Value } from './changed-parts.ts';

interface Change {
  readonly key: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Each setting that was changed, in words, with what of it is otherwise now and what stood there before. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  const t = useTranslations('history');
  const valueText = useValueText();
  const keyText = useKeyText();
  const partText = ({ name, before, after }: ChangedPart): string => {
    const [old, now] = [valueText(before), valueText(after)];
    if (name !== null)
      return t(before === null ? 'entry' : 'entryBefore', { name: keyText(name), before: old, after: now });
    if (before === null) return now;
    return t('became', { before: old, after: now });
  };
  const textOf = ({ key, before, after }: Change): string => {
    const parts = changedParts((before ?? null) as Value, (after ?? null) as Value).map(partText);
    return parts.length === 0
      ? t('changed', { key: keyText(key) })
      : t('set', { key: keyText(key), after: parts.join(', ') });
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

/** A key of the settings, or within one, in words; one that has none stays as it is. */
function useKeyText() {
  const t = useTranslations('history.keys');
  return (key: string): string => {
    const known = key.replace('.', '-') as Parameters<typeof t>[0];
    return t.has(known) ? t(known) : key;
  };
}

function useValueText() {
  const t = useTranslations('history');
  const keyText = useKeyText();
  const valueText = (value: Value): string => {
    if (value === null || value === '') return t('nothing');
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (isLarge(value)) return t('large');
    if (Array.isArray(value)) return value.length === 0 ? t('nothing') : value.map(valueText).join(', ');
    if (!isObject(value)) return String(value);
    const entries = Object.entries(value).filter(([, entry]) => entry !== null);
    return entries.map(([name, entry]) => t('set', { key: keyText(name), after: valueText(entry) })).join(', ');
  };
  return valueText;
}
