import { List, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { Check } from './checks.ts';

/** What is checked once: whether we get in, may write, and can read the terms of each school. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  const t = useTranslations('mapping');
  const once = checks.filter(({ check }) => check !== 'category');
  return (
    <Stack gap="xs" component="section" aria-label={t('connection')}>
      <Title order={3} size="h4">
        {t('connection')}
      </Title>
      <List listStyleType="none" spacing="xs">
        {once.map((check) => (
          <List.Item key={JSON.stringify([check.check, check.schoolId, check.teacherId, check.termId])}>
            <One check={check} />
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

function One({ check: { check, ok, finding, schoolId, words, message } }: { check: Check }) {
  const t = useTranslations('mapping');
  const what = check === 'category' ? '' : t(`checks.${check}`, { school: schoolId ?? '–' });
  return (
    <Stack gap={0}>
      <Text>
        {ok ? '✓' : '✕'} {what}: {t(`findings.${finding}`)}
      </Text>
      {!ok && <Text size="sm">{words?.message ?? message}</Text>}
      {!ok && words !== null && (
        <Text size="sm" fw={600}>
          {words.fix}
        </Text>
      )}
    </Stack>
  );
}
