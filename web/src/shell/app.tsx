import { Alert, Anchor, AppShell, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useLocale, useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { isLanguage, LANGUAGES, useChooseLanguage } from './language.tsx';
import { SESSION_KEY, SessionProvider, type SignedIn, useSessionQuery } from './session.tsx';
import { AnswerState } from './states.tsx';

/** Who is there, and around each page what all of them have. */
export function App() {
  const asked = useSessionQuery();
  if (asked.data === undefined) return <AnswerState asked={asked} />;
  if (!asked.data.signedIn) return <SignInPage session={asked.data} />;
  return (
    <SessionProvider session={asked.data}>
      <Shell session={asked.data} />
    </SessionProvider>
  );
}

function Shell({ session }: { session: SignedIn }) {
  const t = useTranslations('shell');
  return (
    <AppShell header={{ height: { base: 96, sm: 56 } }} padding="md">
      <AppShell.Header px="md" className="no-print">
        <Anchor href="#content" className="skip">
          {t('skip')}
        </Anchor>
        <Group h="100%" justify="space-between" gap="xs">
          <Anchor component={Link} to="/" fw={700} underline="never">
            {t('product')}
          </Anchor>
          <Group gap="xs">
            <Text size="sm">{session.person.name}</Text>
            <LanguageChoice />
            <SignOut />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main id="content" tabIndex={-1}>
        <Stack>
          {session.isDemo && (
            <Alert color="blue" className="no-print">
              {t('demo')}
            </Alert>
          )}
          <Outlet />
        </Stack>
      </AppShell.Main>
    </AppShell>
  );
}

function LanguageChoice() {
  const t = useTranslations('shell');
  const choose = useChooseLanguage();
  return (
    <NativeSelect
      aria-label={t('language')}
      size="xs"
      value={useLocale()}
      data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
      onChange={({ currentTarget: { value } }) => isLanguage(value) && choose(value)}
    />
  );
}

function SignOut() {
  const t = useTranslations('shell');
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => answerOf(api.POST('/sign-out')),
    // Nothing that somebody saw stays in the page after them.
    onSuccess: () => {
      queries.clear();
      return queries.invalidateQueries({ queryKey: SESSION_KEY });
    },
  });
  return (
    <Button size="xs" variant="default" onClick={() => signOut.mutate()} disabled={signOut.isPending}>
      {t('signOut')}
    </Button>
  );
}
