import { List, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useWho, type Who } from './use-who.ts';

export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly who: Who;
}

/** Why something is not in PowerSchool: each reason's sentence, what to do, and who can. */
export function ReasonList({ reasons, size = 'md' }: { reasons: readonly Reason[]; size?: 'sm' | 'md' }) {
  const t = useTranslations('assessments');
  const whoCan = useWho();
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
                {t('one.whoCan', { who: whoCan(who) })}
              </Text>
            )}
          </Stack>
        </List.Item>
      ))}
    </List>
  );
}
