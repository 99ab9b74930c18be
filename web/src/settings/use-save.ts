import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { ApiError, CONFLICT } from '../api/client.ts';
import { calendarDay } from '../parts/calendar-day.ts';
import { useCommand, useConfirm } from '../parts/use-command.tsx';
import { useFieldWords } from '../parts/use-field-words.ts';
import { TRIAL_KEY } from './next-night.tsx';
import { putSettings } from './put-settings.ts';
import { bodyOf, fieldOf, repeatedTypes, type useSettingsFormOf, type Values } from './settings-form.ts';
import type { Settings } from './settings.ts';

interface Edited {
  readonly districtId: string;
  /** What the form began with. */
  readonly base: Settings;
  readonly form: ReturnType<typeof useSettingsFormOf>;
  onStored(): void;
}

/** Stores what stands in the form. What is wrong is told at its fields; `others` have none. */
export function useSave({ districtId, base, form, onStored }: Edited) {
  const t = useTranslations('settings');
  const queries = useQueryClient();
  const words = useFieldWords();
  const askForAll = useAskForAll(base);
  const [others, setOthers] = useState<readonly string[]>([]);
  const [refusals, setRefusals] = useState(0);
  const save = useCommand({
    run: (values: Values) => putSettings(districtId, { body: bodyOf(base, values), version: base.version }),
    onDone: (stored) => {
      queries.setQueryData(['settings', districtId], stored);
      // The session knows the district's name and time zone; other pages know the night. What was tried was of the version before.
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== TRIAL_KEY });
      onStored();
      return t('saved');
    },
  });
  const tell = (error: unknown, values: Values): void => {
    // Somebody else was first: the page shows that, with what to do.
    if (error instanceof ApiError && error.status === CONFLICT)
      void queries.invalidateQueries({ queryKey: ['settings', districtId] });
    const wrong = error instanceof ApiError ? error.errors : [];
    const placed = wrong.map(({ path, message }) => ({ path, text: words(message), field: fieldOf(path, values) }));
    form.setErrors(Object.fromEntries(placed.flatMap(({ field, text }) => (field === null ? [] : [[field, text]]))));
    setOthers(placed.flatMap(({ field, path, text }) => (field === null ? [`${path}: ${text}`] : [])));
  };
  const refused = (): void => setRefusals((before) => before + 1);
  const store = (values: Values): void => {
    void queries.cancelQueries({ queryKey: [TRIAL_KEY, districtId] });
    save.mutate(values, {
      onError: (error) => {
        tell(error, values);
        refused();
      },
    });
  };
  const submit = form.onSubmit((values) => {
    const repeated = repeatedTypes(values.categories, t('repeatedType'));
    if (Object.keys(repeated).length === 0) return askForAll(values, () => store(values));
    form.setErrors(repeated);
    refused();
  });
  const wrong = Object.keys(form.errors).length + others.length;
  return {
    ...{ submit, tell, others, refusals },
    isSaving: save.isPending,
    /** What is tried is of the version that stands. */
    mayTry: !save.isPending && !save.isSuccess,
    /** Values for which the last Save stored nothing. */
    notStored: refusals > 0 ? wrong : 0,
  };
}

/** Asks before a first date is taken away: all that is older would be sent. */
function useAskForAll({ effectiveDate }: Settings) {
  const t = useTranslations('settings');
  const format = useFormatter();
  const confirm = useConfirm();
  return ({ effectiveDate: given }: Values, onYes: () => void): void => {
    if (effectiveDate === null || given !== '') return onYes();
    const date = format.dateTime(calendarDay(effectiveDate), { dateStyle: 'long', timeZone: 'UTC' });
    confirm({ title: t('allDates'), text: t('allDatesText', { date }), yes: t('allDatesYes'), onYes });
  };
}

/** For the form's element: each time that `refusals` grows, its first wrong field gets the focus. */
export function useFocusOnWrong(refusals: number) {
  const place = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusals > 0) place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  return place;
}
