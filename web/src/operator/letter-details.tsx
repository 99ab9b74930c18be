import { Group, Stack, Table } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { CopyText } from '../parts/copy-text.tsx';
import { TraceLink } from '../parts/trace-link.tsx';
import { useMoment } from '../parts/use-moment.ts';
import type { Letter } from './letters.ts';

const SHOWN = ['id', 'topic', 'sectionAssessmentId', 'sectionId', 'schema', 'bytes', 'traceId'] as const;

/** What is known of a letter, without anything about a student. */
export function LetterDetails({ letter }: { letter: Letter }) {
  const t = useTranslations('deadLetters');
  const moment = useMoment();
  const { id, code, fields, mark, traceId } = letter;
  const rows: (readonly [string, string])[] = [
    ...SHOWN.map((name) => [t(`details.${name}`), String(letter[name] ?? '–')] as const),
    [t('details.fields'), fields.length === 0 ? '–' : fields.join(', ')],
    ...(mark === null
      ? []
      : [[t('details.mark'), [moment(mark.at), mark.by, mark.reason].filter(Boolean).join(' · ')] as const]),
  ];
  return (
    <Stack p="sm" gap="xs">
      <Table withRowBorders={false} style={{ overflowWrap: 'anywhere' }}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w={200}>
                {name}
              </Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group>
        <CopyText label={t('copy')} text={`${code}\nletter ${id}\ntrace ${traceId ?? '–'}`} />
        <TraceLink traceId={traceId} />
      </Group>
    </Stack>
  );
}
