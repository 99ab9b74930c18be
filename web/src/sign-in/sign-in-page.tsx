import { Alert, Button, Card, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { SESSION_KEY, type SignedOut } from '../shell/session.tsx';

/** Where somebody who is not signed in becomes a person of the demonstration. */
export function SignInPage({ session }: { session: SignedOut }) {
  const t = useTranslations('signIn');
  const shell = useTranslations('shell');
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: (personId: string) => answerOf(api.POST('/sign-in/demo', { body: { personId } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: SESSION_KEY }),
  });
  const { signIn: way } = session;
  if (way.kind === 'none') return <Alert color="yellow">{t('none')}</Alert>;
  return (
    <Stack maw={900} mx="auto" p="md" component="main">
      <Title order={1}>{t('title')}</Title>
      <Alert color="blue">{shell('demo')}</Alert>
      <Text>{t('explain')}</Text>
      {signIn.error !== null && <Alert color="red">{signIn.error.message}</Alert>}
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
        {way.people.map(({ personId, name, role, districtId }) => (
          <Card key={personId} withBorder>
            <Text fw={600}>{name}</Text>
            <Text size="sm" mb="sm">
              {t(`roles.${role}`)}
              {districtId === null ? '' : ` · ${districtId}`}
            </Text>
            <Button variant="light" mt="auto" onClick={() => signIn.mutate(personId)} disabled={signIn.isPending}>
              {t('pick', { name })}
            </Button>
          </Card>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
