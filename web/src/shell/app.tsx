import {
  Alert,
  Anchor,
  AppShell,
  Burger,
  Button,
  Group,
  NativeSelect,
  ScrollArea,
  Stack,
  Text,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { ActingBar } from '../acting/acting-bar.tsx';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { goToProvider } from '../sign-in/to-provider.ts';
import { isLanguage, LANGUAGES, useChooseLanguage, useLanguage } from '../parts/language.tsx';
import { Navigation } from './navigation.tsx';
import {
  leave,
  SESSION_KEY,
  SessionProvider,
  type SignedIn,
  type SignedOut,
  useSessionQuery,
} from '../parts/session.tsx';
import { AnswerState } from '../parts/states.tsx';
import { useArrival } from './use-arrival.ts';

const MAIN = 'content';
const SCHEMES = ['auto', 'light', 'dark'] as const;

/** Who is there, and around each page what all of them have. */
export function App() {
  const asked = useSessionQuery();
  useSignInAgain(asked.data);
  if (asked.data === undefined) return <AnswerState asked={asked} />;
  if (!asked.data.signedIn) return <SignInPage session={asked.data} />;
  return (
    <SessionProvider key={asked.data.person.personId} session={asked.data}>
      <Shell session={asked.data} />
    </SessionProvider>
  );
}

/** A session whose time is over is begun anew by the provider, which knows the person still; one that nobody used is not. */
function useSignInAgain(session: SignedIn | SignedOut | undefined): void {
  const endsAt = useRef<number | null>(null);
  useEffect(() => {
    if (session?.signedIn === true) endsAt.current = Date.parse(session.expiresAt);
    else if (session?.signIn.kind === 'oidc' && endsAt.current !== null && Date.now() >= endsAt.current) goToProvider();
  }, [session]);
}

function Shell({ session }: { session: SignedIn }) {
  const t = useTranslations('shell');
  const [isMenuOpen, menu] = useDisclosure(false);
  useArrival(MAIN);
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
      padding="md"
    >
      <AppShell.Header px="md" className="no-print">
        <Anchor href={`#${MAIN}`} className="skip">
          {t('skip')}
        </Anchor>
        <Group h="100%" justify="space-between" gap="xs" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={isMenuOpen} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t('menu')} />
            <Anchor component={Link} to="/" fw={700} underline="never">
              {t('product')}
            </Anchor>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Text size="sm" visibleFrom="sm">
              {session.person.name}
            </Text>
            <SignOut />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" className="no-print">
        <AppShell.Section grow component={ScrollArea}>
          <Navigation onGone={menu.close} />
        </AppShell.Section>
        <AppShell.Section>
          <Stack gap="xs">
            <Text size="sm" hiddenFrom="sm">
              {session.person.name}
            </Text>
            <LanguageChoice />
            <ColourChoice />
          </Stack>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id={MAIN} tabIndex={-1}>
        <Stack>
          {session.isDemo && (
            <Alert color="blue" className="no-print">
              {t('demo')}
            </Alert>
          )}
          <ActingBar />
          <Outlet />
        </Stack>
      </AppShell.Main>
    </AppShell>
  );
}

function ColourChoice() {
  const t = useTranslations('shell');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <NativeSelect
      label={t('colours')}
      size="xs"
      value={colorScheme}
      data={SCHEMES.map((value) => ({ value, label: t(value) }))}
      onChange={({ currentTarget: { value } }) => {
        const scheme = SCHEMES.find((one) => one === value);
        if (scheme !== undefined) setColorScheme(scheme);
      }}
    />
  );
}

function LanguageChoice() {
  const t = useTranslations('shell');
  const choose = useChooseLanguage();
  return (
    <NativeSelect
      label={t('language')}
      size="xs"
      value={useLanguage()}
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
    onSuccess: ({ providerSignOutUrl }) => {
      leave();
      if (providerSignOutUrl !== null) return location.assign(providerSignOutUrl);
      return queries.invalidateQueries({ queryKey: SESSION_KEY });
    },
  });
  return (
    <Button size="xs" variant="default" onClick={() => signOut.mutate()} disabled={signOut.isPending}>
      {t('signOut')}
    </Button>
  );
}
