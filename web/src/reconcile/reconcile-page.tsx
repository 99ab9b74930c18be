import { Alert, Button, Group, NativeSelect, Progress, Stack, Text, TextInput, Title } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Figure, Figures } from '../parts/figure.tsx';
import { useMoment } from '../parts/use-moment.ts';
import type { Comparison } from './comparison.ts';
import { DriftTable } from './drift-table.tsx';
import { type Place, useComparison } from './use-comparison.ts';

const PAGE = '/d/$districtId/reconcile';
const PLACES = ['district', 'school', 'section'] as const;

/** Reads PowerSchool back and shows, cell by cell, where it differs from what was sent. It repairs only what is named. */
export function ReconcilePage() {
  const t = useTranslations('reconcile');
  const { districtId } = useParams({ from: PAGE });
  const { found, compare, stop } = useComparison(districtId, t('done'));
  return (
    <Stack>
      <Title order={1}>{t('title')}</Title>
      <Text>{t('explain')}</Text>
      <PlaceForm isRunning={compare.isPending} onStart={(place) => compare.mutate(place)} onStop={stop} />
      <HowFar found={found} isRunning={compare.isPending} />
      {compare.isError && found !== null && <Alert color="yellow">{t('brokenOff')}</Alert>}
      {found !== null && <Found districtId={districtId} found={found} isRunning={compare.isPending} />}
    </Stack>
  );
}

interface PlaceProps {
  readonly isRunning: boolean;
  onStart(place: Place): void;
  onStop(): void;
}

function PlaceForm({ isRunning, onStart, onStop }: PlaceProps) {
  const t = useTranslations('reconcile');
  const [place, setPlace] = useState<(typeof PLACES)[number]>('district');
  const [id, setId] = useState('');
  const start = (event: FormEvent) => {
    event.preventDefault();
    const named = id.trim();
    onStart(place === 'district' ? {} : place === 'school' ? { schoolId: named } : { sectionId: named });
  };
  return (
    <Group component="form" align="end" onSubmit={start}>
      <NativeSelect
        label={t('where')}
        value={place}
        data={PLACES.map((value) => ({ value, label: t(`places.${value}`) }))}
        onChange={({ currentTarget: { value } }) => setPlace(PLACES.find((one) => one === value) ?? 'district')}
      />
      {place !== 'district' && (
        <TextInput
          label={t(`ids.${place}`)}
          required
          maxLength={100}
          value={id}
          onChange={({ currentTarget: { value } }) => setId(value)}
        />
      )}
      <Button type="submit" loading={isRunning}>
        {t('start')}
      </Button>
      {isRunning && (
        <Button variant="default" onClick={onStop}>
          {t('stop')}
        </Button>
      )}
    </Group>
  );
}

function HowFar({ found, isRunning }: { found: Comparison | null; isRunning: boolean }) {
  const t = useTranslations('reconcile');
  const format = useFormatter();
  const moment = useMoment();
  if (found === null) return <Text role="status">{isRunning ? t('reading') : t('notYet')}</Text>;
  const { unitsRead, unitsLeft, at } = found;
  const all = unitsRead + unitsLeft;
  const words = t('read', { read: format.number(unitsRead), all: format.number(all) });
  return (
    <Stack gap={4} role="status">
      {isRunning && <Progress size="lg" value={all === 0 ? 0 : (100 * unitsRead) / all} aria-label={words} />}
      <Text>
        {words} {!isRunning && t('at', { time: moment(at) })}
      </Text>
      {!isRunning && unitsLeft > 0 && <Text>{t('notAll')}</Text>}
    </Stack>
  );
}

interface FoundProps {
  readonly districtId: string;
  readonly found: Comparison;
  readonly isRunning: boolean;
}

function Found({ districtId, found, isRunning }: FoundProps) {
  const t = useTranslations('reconcile');
  return (
    <>
      <Stack gap="xs" component="section" aria-label={t('found')}>
        <Title order={2} size="h3">
          {t('found')}
        </Title>
        <Figures>
          <Figure label={t('cellsRead')} value={found.cellsRead} />
          {(['missing', 'different', 'extra', 'extraAssignments', 'kept'] as const).map((kind) => (
            <Figure key={kind} label={t(`counts.${kind}`)} value={found[kind]} />
          ))}
        </Figures>
      </Stack>
      {found.drifts.length > 0 && <DriftTable districtId={districtId} found={found} />}
      {found.drifts.length === 0 && !isRunning && <Alert color="green">{t('none')}</Alert>}
    </>
  );
}
