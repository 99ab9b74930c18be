import { Card, SimpleGrid, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormatter } from 'use-intl';

interface Props {
  readonly label: string;
  readonly value: number | null;
  /** Where what is counted is listed; parameters of this page's address. */
  readonly search?: Record<string, string>;
  readonly isChosen?: boolean;
}

/** A number with its name; where it can be opened, a link to what is counted. */
export function Figure({ label, value, search, isChosen = false }: Props) {
  const format = useFormatter();
  const content = (
    <>
      <Text size="sm">{label}</Text>
      <Text size="xl" fw={700}>
        {value === null ? '–' : format.number(value)}
      </Text>
    </>
  );
  if (search === undefined) return <Card withBorder>{content}</Card>;
  return (
    <Card
      withBorder
      renderRoot={(props) => (
        <Link {...props} to="." search={search as never} aria-current={isChosen ? 'true' : undefined} />
      )}
      {...(isChosen && { bg: 'var(--mantine-primary-color-light)' })}
    >
      {content}
    </Card>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
      {children}
    </SimpleGrid>
  );
}
