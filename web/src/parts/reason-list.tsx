import { List, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';

export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly who: 'teacher' | 'otusAdmin' | 'powerschoolAdmin' | 'nobody';
}

/** Why something is not in PowerSchool: each reason's sentence, what to do, and who can. */
export function ReasonList({ reasons, size = 'md' }: { reasons: readonly Reason[]; size?: 'sm' | 'md' }) {
  const t = useTranslations('assessments');
  return (
    <List listStyleType="none" spacing="sm" size={size}>
      {reasons.map(({ code, message, fix, who }) => (
        <List.Item key={`${code} ${message}`}>
          <Stack gap={2}>
            <Text size={size}>{message}</Text>
            <Text size={size} fw={600}>
              {fix}
            </Text>
            {who !== 'nobody' && (
              <Text size={size} c="dimmed">
                {t('one.whoCan', { who: t(`who.${who}`) })}
              </Text>
            )}
          </Stack>
        </List.Item>
      ))}
    </List>
  );
}
