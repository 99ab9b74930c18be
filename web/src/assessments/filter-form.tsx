import { Button, Collapse, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { usePhone } from '../parts/use-phone.ts';
import { useReasons } from '../parts/use-reasons.ts';
import { UNIT_STATES } from '../parts/unit-states.ts';
import { type Filter, type Term, TERMS } from './filter.ts';

/** How long nobody types before it is searched. */
const PAUSE_MS = 300;
const FILTERS = 'filters';

interface Props {
  readonly districtId: string;
  readonly filter: Filter;
  /** That is shown. */
  readonly term: Term;
  onChange(filter: Filter): void;
}

/** Narrows the list; whatever is chosen stands in the page's address. On a phone it is folded until it is asked for, or in use. */
export function FilterForm(props: Props) {
  const t = useTranslations('assessments.list');
  const { cursor: _cursor, ...filters } = props.filter;
  const chosen = Object.keys(filters).length;
  const [isOpen, fold] = useDisclosure(chosen > 0);
  if (!usePhone()) return <Filters {...props} />;
  return (
    <Stack gap="xs" className="no-print">
      <Button variant="default" w="fit-content" aria-expanded={isOpen} aria-controls={FILTERS} onClick={fold.toggle}>
        {t('filters', { chosen })}
      </Button>
      <Collapse expanded={isOpen} id={FILTERS}>
        <Filters {...props} />
      </Collapse>
    </Stack>
  );
}

function Filters({ districtId, filter, term, onChange }: Props) {
  const t = useTranslations('assessments.list');
  const states = useTranslations('assessments.states');
  const reasons = useReasons(districtId);
  const change = (changed: Partial<Record<keyof Filter, string>>): void => {
    const { cursor: _cursor, ...others } = { ...filter, ...changed };
    onChange(Object.fromEntries(Object.entries(others).filter(([, value]) => value !== '')) as Filter);
  };
  const { cursor: _cursor, ...chosen } = filter;
  return (
    <Group align="end" role="search" className="no-print">
      <Typed label={t('search')} value={filter.search} onTyped={(search) => change({ search })} />
      <Typed label={t('student')} value={filter.student} onTyped={(student) => change({ student })} />
      <NativeSelect
        label={t('state')}
        value={filter.state ?? ''}
        data={[{ value: '', label: t('any') }, ...UNIT_STATES.map((state) => ({ value: state, label: states(state) }))]}
        onChange={({ currentTarget: { value } }) => change({ state: value })}
      />
      <NativeSelect
        label={t('reason')}
        maw={320}
        value={filter.reason ?? ''}
        data={[
          { value: '', label: t('any') },
          ...reasons.map(({ code, message }) => ({ value: code, label: message })),
        ]}
        onChange={({ currentTarget: { value } }) => change({ reason: value })}
      />
      <NativeSelect
        label={t('term')}
        value={term}
        data={TERMS.map((value) => ({ value, label: t(`terms.${value}`) }))}
        onChange={({ currentTarget: { value } }) => change({ term: value })}
      />
      {Object.keys(chosen).length > 0 && (
        <Button variant="subtle" onClick={() => onChange({})}>
          {t('clear')}
        </Button>
      )}
    </Group>
  );
}

interface TypedProps {
  readonly label: string;
  readonly value: string | undefined;
  onTyped(value: string): void;
}

function Typed({ label, value = '', onTyped }: TypedProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const tell = useDebouncedCallback((typed: string) => {
    setKnown(typed);
    onTyped(typed);
  }, PAUSE_MS);
  // It was changed otherwise: by the browser's history, or as all filters were taken away.
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  return (
    <TextInput
      type="search"
      label={label}
      value={text}
      maxLength={100}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        tell(currentTarget.value.trim());
      }}
    />
  );
}
