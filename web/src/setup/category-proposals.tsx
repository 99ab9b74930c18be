import { Button, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Settings } from '../settings/settings.ts';
import { type Categories, mappingOf, proposedMapping, type TypeRow, usableNames } from './proposals.ts';
import { useStore } from './use-store.ts';

interface Props {
  readonly districtId: string;
  readonly settings: Settings;
  readonly categories: Categories;
  /** It is in the settings. */
  onTaken(): void;
}

/** Otus's assessment types beside what PowerSchool has: what is proposed can be changed, and goes into the settings with one click. */
export function CategoryProposals({ districtId, settings, categories, onTaken }: Props) {
  const t = useTranslations('setup.steps.categories');
  const format = useFormatter();
  const store = useStore(districtId, settings);
  const held = settings.categories;
  const [changed, setChanged] = useState<ReadonlyMap<string, string>>(new Map());
  const chosen = new Map([...proposedMapping(categories, held), ...changed]);
  const next = mappingOf(held, chosen);
  const isSame = JSON.stringify(Object.entries(next).toSorted()) === JSON.stringify(Object.entries(held).toSorted());
  const usable = usableNames(categories);
  const choose = (type: string, category: string): void => setChanged(new Map([...changed, [type, category]]));
  const columns = [
    { accessor: 'assessmentType', title: t('type') },
    { accessor: 'units', title: t('units'), render: ({ units }: TypeRow) => format.number(units) },
    {
      accessor: 'held',
      title: t('inSettings'),
      render: ({ assessmentType }: TypeRow) => held[assessmentType] ?? t('none'),
    },
    {
      accessor: 'category',
      title: t('inPowerSchool'),
      render: ({ assessmentType, proposal }: TypeRow) => {
        const value = chosen.get(assessmentType) ?? '';
        const others = value === '' || usable.includes(value) ? [] : [{ value, label: t('notThere', { name: value }) }];
        return (
          <NativeSelect
            aria-label={t('choose', { type: assessmentType })}
            miw={180}
            value={value}
            data={[{ value: '', label: t('notSent') }, ...usable, ...others]}
            description={proposal?.category === value && held[assessmentType] !== value ? t('proposed') : undefined}
            onChange={({ currentTarget }) => choose(assessmentType, currentTarget.value)}
          />
        );
      },
    },
  ];
  return (
    <Stack gap="xs" component="section" aria-label={t('types')}>
      <Title order={3} size="h4">
        {t('types')}
      </Title>
      <Text size="sm">{usable.length === 0 ? t('nothingThere') : t('there', { names: usable.join(', ') })}</Text>
      <DataTable
        withTableBorder
        maw={900}
        minHeight={categories.types.length === 0 ? 150 : 0}
        noRecordsText={t('noTypes')}
        idAccessor="assessmentType"
        records={[...categories.types]}
        columns={columns}
      />
      <Button
        w="fit-content"
        disabled={isSame}
        loading={store.isPending}
        onClick={() => store.mutate({ categories: next }, { onSuccess: onTaken })}
      >
        {t('take')}
      </Button>
      {isSame && <Text size="sm">{t('taken')}</Text>}
    </Stack>
  );
}
