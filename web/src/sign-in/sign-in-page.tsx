import { Alert, Button, Card, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { useErrorWords } from '../parts/use-error-words.ts';
import { SESSION_KEY, type SignedOut } from '../parts/session.tsx';
import { providerAddress, signInError } from './to-provider.ts';

type DemoWay = Extract<SignedOut['signIn'], { kind: 'demo' }>;

/** Where somebody who is not signed in is. */
export function SignInPage({ session: { signIn: way, hasEnded } }: { session: SignedOut }) {
  const t = useTranslations('signIn');
  if (way.kind === 'none') return <Alert color="yellow">{t('none')}</Alert>;
  return way.kind === 'oidc' ? <ProviderSignIn hasEnded={hasEnded} /> : <DemoSignIn way={way} hasEnded={hasEnded} />;
}

/** Why somebody who was signed in has to do so again. */
function Ended() {
  const t = useTranslations('signIn');
  return (
    <Alert color="blue" role="status">
      {t('ended')}
    </Alert>
  );
}

/** One way on, and why the last one came to nothing. */
function ProviderSignIn({ hasEnded }: { hasEnded: boolean }) {
  const t = useTranslations('signIn');
  const shell = useTranslations('shell');
  const error = signInError();
  return (
    <Stack maw={480} mx="auto" p="md" pt="xl" component="main">
      <Text fw={700}>{shell('product')}</Text>
      <Title order={1}>{t('welcome')}</Title>
      {hasEnded && <Ended />}
      {error !== null && (
        <Alert color={error === 'noRole' ? 'yellow' : 'red'} role="alert">
          {t(`errors.${error}`)}
        </Alert>
      )}
      <Text>{t('withProvider')}</Text>
      <Button component="a" href={providerAddress()}>
        {t('goToProvider')}
      </Button>
    </Stack>
  );
}

/** Whoever comes becomes a person of the demonstration. */
function DemoSignIn({ way, hasEnded }: { way: DemoWay; hasEnded: boolean }) {
  const t = useTranslations('signIn');
  const shell = useTranslations('shell');
  const words = useErrorWords();
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: (personId: string) => answerOf(api.POST('/sign-in/demo', { body: { personId } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: SESSION_KEY }),
  });
  return (
    <Stack maw={900} mx="auto" p="md" component="main">
      <Title order={1}>{t('title')}</Title>
      {hasEnded && <Ended />}
      <Alert color="blue">{shell('demo')}</Alert>
      <Text>{t('explain')}</Text>
      {signIn.error !== null && <Alert color="red">{words(signIn.error)}</Alert>}
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
