import { useState } from 'react';
import { useTranslations } from 'use-intl';

const PAGE_SIZE = 50;

/** What a table of many rows needs to show them in pages: its `records`, and where one is. */
export function usePages<Row>(rows: readonly Row[]) {
  const t = useTranslations('shell');
  const [chosen, onPageChange] = useState(1);
  const last = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  const page = Math.min(chosen, last);
  return {
    ...{ page, onPageChange, totalRecords: rows.length, recordsPerPage: PAGE_SIZE },
    records: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    paginationText: (shown: { from: number; to: number; totalRecords: number }) => t('ofTotal', shown),
    getPaginationControlProps: (control: 'previous' | 'next' | 'first' | 'last') => ({
      'aria-label': t(`pagination.${control}`),
    }),
  };
}
