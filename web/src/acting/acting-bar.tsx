import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useSession } from '../parts/session.tsx';
import { useErrorWords } from '../parts/use-error-words.ts';
import { useActFor } from './use-act-for.ts';

/** Above each page while somebody acts for a teacher. */
export function ActingBar() {
  const { acting } = useSession();
  return acting === null ? null : <Bar {...acting} />;
}

function Bar({ districtId, userId }: { districtId: string; userId: string }) {
  const t = useTranslations('acting');
  const words = useErrorWords();
  const actFor = useActFor(districtId);
  return (
    <Alert color="orange" role="status" className="no-print">
      <Group justify="space-between" gap="sm">
        <Text fw={600}>{t('now', { userId })}</Text>
        <Button size="xs" variant="default" onClick={() => actFor.mutate(null)} disabled={actFor.isPending}>
          {t('stop')}
        </Button>
      </Group>
      {actFor.error !== null && <Text role="alert">{words(actFor.error)}</Text>}
    </Alert>
  );
}
