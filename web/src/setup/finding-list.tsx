import { Group, List, Stack, Text } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { useWho } from '../parts/use-who.ts';
import { calendarDay } from '../parts/calendar-day.ts';
import { type Finding, type FindingGroup, grouped } from './steps.ts';

/** A sign that needs no colour to be seen. */
const SIGNS = { ok: '✓', info: '–', warning: '!', error: '✕' } as const;
/** Names of what has it; the others are counted. */
const NAMED = 8;

/** What a step found: each with its cause, what to do, and who can. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  return (
    <List listStyleType="none" spacing="sm">
      {grouped(findings).map((group) => (
        <List.Item key={group.key}>
          <One group={group} />
        </List.Item>
      ))}
    </List>
  );
}

function One({ group }: { group: FindingGroup }) {
  const t = useTranslations('setup');
  const assessments = useTranslations('assessments.one');
  const format = useFormatter();
  const whoCan = useWho();
  const of = t(`of.${OF[group.about] ?? 'names'}`);
  const { level, count, ids, words, message } = group;
  const what = useWhat(group);
  return (
    <Stack gap={0}>
      <Group gap="xs" wrap="nowrap" align="start">
        <Text aria-hidden fw={700}>
          {SIGNS[level]}
        </Text>
        <Text>
          {t('finding', { what, level: t(`levels.${level === 'warning' && PARTS.has(group.about) ? 'part' : level}`) })}
          {count > 1 && ` (${format.number(count)})`}
        </Text>
      </Group>
      {words !== null && <Text size="sm">{words.message}</Text>}
      {words !== null && (
        <Text size="sm" fw={600}>
          {words.fix}
        </Text>
      )}
      {words !== null && words.who !== 'nobody' && (
        <Text size="sm" c="dimmed">
          {assessments('whoCan', { who: whoCan(words.who) })}
        </Text>
      )}
      {level !== 'ok' && message !== '' && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('said', { message })}
        </Text>
      )}
      {ids.length > 0 && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {ids.length > NAMED
            ? t('idsAndMore', { of, ids: ids.slice(0, NAMED).join(', '), more: ids.length - NAMED })
            : t('ids', { of, ids: ids.join(', ') })}
        </Text>
      )}
    </Stack>
  );
}

/** What it is about, in words: of access what was read, of terms the period that holds today. */
function useWhat({ about, kind, period }: FindingGroup): string {
  const t = useTranslations('setup');
  const format = useFormatter();
  if (period !== null) {
    const day = (text: string) => format.dateTime(calendarDay(text), { dateStyle: 'medium', timeZone: 'UTC' });
    return t('period', { name: period.name, start: day(period.start), end: day(period.end) });
  }
  const known = KINDS.find((name) => name === kind);
  return known === undefined ? t(`about.${about}`) : t(`kinds.${known}`);
}

/** Of these a warning is about some of them, and says nothing against the others. */
const PARTS: ReadonlySet<Finding['about']> = new Set(['class', 'teacher', 'night', 'trial']);

/** What the ids are of. */
const OF: Partial<Record<Finding['about'], 'schools' | 'classes' | 'teachers'>> = {
  terms: 'schools',
  class: 'classes',
  teacher: 'teachers',
};

const KINDS = ['terms', 'categories', 'assignments', 'enrolments', 'scores', 'names'] as const;
