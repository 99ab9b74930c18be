import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { answerOf, api } from '../api/client.ts';
import { AnswerState } from '../parts/states.tsx';
import { useDistrict } from '../parts/session.tsx';
import { AssessmentTable } from './assessment-table.tsx';
import type { Filter } from './filter.ts';
import { FilterForm } from './filter-form.tsx';
import { csvAddress } from '../parts/csv.ts';
import { useLanguage } from '../parts/language.tsx';

const PAGE = '/d/$districtId/assessments';
/** Rows on one page: no more than a browser draws at once without effort. */
const LIMIT = 50;
const LOOK_AGAIN_MS = 30_000;

/** The assessments of a district, of a teacher their own: what state each is in, and why. */
export function AssessmentsPage() {
  const t = useTranslations('assessments.list');
  const { districtId } = useParams({ from: PAGE });
  const filter = useSearch({ from: PAGE });
  const navigate = useNavigate({ from: PAGE });
  const isTeacher = useDistrict(districtId)?.role === 'teacher';
  const language = useLanguage();
  const term = filter.term ?? (isTeacher ? 'current' : 'all');
  const query = queryOf({ ...filter, term });
  const asked = useQuery({
    queryKey: ['assessments', districtId, query],
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: () =>
      answerOf(
        api.GET('/v1/districts/{districtId}/section-assessments', {
          params: { path: { districtId }, query: { ...query, limit: LIMIT } as never },
        }),
      ),
  });
  const show = (next: Filter) => void navigate({ search: next });
  return (
    <Stack>
      <Title order={1}>{isTeacher ? t('mine') : t('title')}</Title>
      <FilterForm districtId={districtId} filter={filter} term={term} onChange={show} />
      <AnswerState asked={asked} />
      {asked.data !== undefined && (
        <>
          <Group justify="space-between">
            <Text role="status" size="sm">
              {t(countOf(filter, asked.data.cursor), { shown: asked.data.items.length })}
              {asked.data.term !== null && ` · ${t('ofTerm', { term: asked.data.term.name })}`}
            </Text>
            <Anchor href={fileAddress(districtId, query, language)} download size="sm">
              {t('csv')}
            </Anchor>
          </Group>
          <AssessmentTable
            districtId={districtId}
            items={asked.data.items}
            isFetching={asked.isPlaceholderData}
            isFiltered={Object.keys(filter).length > 0}
          />
          <Pages filter={filter} next={asked.data.cursor} />
        </>
      )}
    </Stack>
  );
}

/** The page before is where the browser's history has it; the first is always a step away. */
function Pages({ filter: { cursor, ...filter }, next }: { filter: Filter; next: string | null }) {
  const t = useTranslations('assessments.list');
  if (cursor === undefined && next === null) return null;
  return (
    <Group component="nav" aria-label={t('pages')}>
      {cursor !== undefined && (
        <>
          <Button variant="default" renderRoot={(props) => <Link {...props} from={PAGE} to="." search={filter} />}>
            {t('first')}
          </Button>
          <Button variant="default" onClick={() => history.back()}>
            {t('previous')}
          </Button>
        </>
      )}
      {next !== null && (
        <Button
          variant="default"
          renderRoot={(props) => <Link {...props} from={PAGE} to="." search={{ ...filter, cursor: next }} />}
        >
          {t('next')}
        </Button>
      )}
    </Group>
  );
}

/** Whether what is shown are all that there are, the first of them, or some in between. */
function countOf({ cursor }: Filter, next: string | null): 'count' | 'countFirst' | 'countPage' {
  if (cursor !== undefined) return 'countPage';
  return next === null ? 'count' : 'countFirst';
}

/** The API is asked for a term only where there is to be one. */
function queryOf({ term, ...filter }: Filter): Record<string, string> {
  return { ...filter, ...(term === 'current' && { term }) };
}

function fileAddress(
  districtId: string,
  { cursor: _cursor, ...filter }: Record<string, string>,
  language: string,
): string {
  const path = `/v1/districts/${encodeURIComponent(districtId)}/section-assessments`;
  const query = new URLSearchParams({ ...filter }).toString();
  return csvAddress(query === '' ? path : `${path}?${query}`, language);
}
