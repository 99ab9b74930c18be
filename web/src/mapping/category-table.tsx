import { Badge, Stack, Text, Title, Tooltip } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { RowTable } from '../parts/row-table.tsx';
import { usePages } from '../parts/use-pages.ts';
import { type Check, isWrong, type TeacherRow, teachersOf } from './checks.ts';

/** How each finding looks: its colour, and a sign that needs no colour to be seen. */
const LOOKS = {
  ok: ['green', '✓'],
  failed: ['red', '✕'],
  missing: ['red', '✕'],
  inactive: ['orange', '!'],
  notReadable: ['orange', '?'],
  notAsked: ['gray', '–'],
} as const;

/** Teacher by category: whether it is there and active. */
export function CategoryTable({ checks, onlyWrong }: { checks: readonly Check[]; onlyWrong: boolean }) {
  const t = useTranslations('mapping');
  const { names, teachers } = teachersOf(checks);
  const chosen = onlyWrong ? teachers.filter(isWrong) : teachers;
  const pages = usePages(chosen);
  return (
    <Stack gap="xs" component="section" aria-label={t('byTeacher')}>
      <Title order={3} size="h4">
        {t('byTeacher')}
      </Title>
      {chosen.length === 0 ? (
        <Text>{t('noTeacher')}</Text>
      ) : (
        <RowTable
          label={t('byTeacher')}
          striped
          idAccessor="key"
          {...pages}
          columns={[
            { accessor: 'schoolId', title: t('school') },
            { accessor: 'teacherId', title: t('teacher') },
            ...names.map((name) => ({
              accessor: `category ${name}`,
              title: name,
              render: ({ categories }: TeacherRow) => <Finding check={categories.get(name)} />,
            })),
          ]}
        />
      )}
    </Stack>
  );
}

function Finding({ check }: { check: Check | undefined }) {
  const t = useTranslations('mapping.findings');
  const finding = check?.finding ?? 'notAsked';
  const [color, sign] = LOOKS[finding];
  const badge = (
    <Badge color={color} variant="light" tt="none" miw="max-content">
      {sign} {t(finding)}
    </Badge>
  );
  if (check === undefined || check.ok || check.message === '') return badge;
  return <Tooltip label={check.message}>{badge}</Tooltip>;
}
