import type { DescribedReason, Language, UnitRecord } from '@passback/domain';
import type { CsvTable } from '../http/send-csv.ts';
import { listItem } from './list-item.ts';

const COLUMNS = [
  'sectionAssessmentId',
  'identifier',
  'title',
  'state',
  'reasons',
  'what to do',
  'section',
  'dueDate',
  'sent',
  'kept',
  'due',
  'held',
  'rejected',
  'changedAt',
];

/** The list of units as a file. */
export function unitTable(language: Language): CsvTable<UnitRecord> {
  return {
    name: 'section-assessments',
    columns: COLUMNS,
    rowOf: (record) => {
      const item = listItem(record, language);
      return [
        item.sectionAssessmentId,
        item.identifier,
        item.title,
        item.state,
        item.reasons.join(' '),
        fixesOf(item.words),
        item.section,
        item.dueDate,
        item.scores.sent,
        item.scores.kept,
        item.scores.due,
        item.scores.held,
        item.scores.rejected,
        item.changedAt,
      ];
    },
  };
}

/** What to do about all of the reasons, each sentence once. */
export function fixesOf(words: readonly DescribedReason[]): string {
  return [...new Set(words.map(({ fix }) => fix))].join(' ');
}
