import { Group, Stack, Text } from '@mantine/core';
import { DataTable, type DataTableColumn, type DataTableProps, getValueAtPath } from 'mantine-datatable';
import type { ReactNode } from 'react';
import { usePhone } from './use-phone.ts';

type Props<Row> = Omit<DataTableProps<Row>, 'columns' | 'groups' | 'aria-label'> & {
  /** What the table has, as it is read aloud. */
  readonly label: string;
  /** The first says what the row is of. */
  readonly columns: DataTableColumn<Row>[];
};

/** A table whose rows have a name; on a phone each row is one cell, with everything in it below one another. */
export function RowTable<Row>({ label, columns, ...table }: Props<Row>) {
  const isPhone = usePhone();
  const seen = columns.filter(({ hidden }) => hidden !== true);
  const [first, ...others] = seen;
  const named =
    first === undefined ? [] : [{ ...first, customCellAttributes: () => ({ role: 'rowheader' }) }, ...others];
  const shown = isPhone && first !== undefined ? [stacked(first, others)] : named;
  return (
    <DataTable
      withTableBorder
      {...(table as DataTableProps<Row>)}
      aria-label={label}
      columns={shown}
      groups={undefined as never}
    />
  );
}

function stacked<Row>(first: DataTableColumn<Row>, others: readonly DataTableColumn<Row>[]): DataTableColumn<Row> {
  return {
    accessor: first.accessor,
    title: first.title,
    render: (row, index) => (
      <Stack gap={4}>
        <div>{contentOf(first, row, index)}</div>
        {others.map((column) => (
          <Group key={String(column.accessor)} gap="xs" align="baseline" component="div">
            <Text size="xs" c="dimmed">
              {column.title}
            </Text>
            <div>{contentOf(column, row, index)}</div>
          </Group>
        ))}
      </Stack>
    ),
  };
}

function contentOf<Row>({ accessor, render }: DataTableColumn<Row>, row: Row, index: number): ReactNode {
  return render === undefined ? (getValueAtPath(row, accessor) as ReactNode) : render(row, index);
}
