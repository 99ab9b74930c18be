import { Box, NavLink } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { useTranslations } from 'use-intl';
import { TeacherChoice } from './teacher-choice.tsx';

/** Opens the choice of a teacher to act for, below it; `onGone`: one was chosen. */
export function ActForLink({ districtId, onGone }: { districtId: string; onGone: () => void }) {
  const t = useTranslations('acting');
  const id = useId();
  const [isOpen, choice] = useDisclosure(false);
  const expanded = { 'aria-expanded': isOpen, ...(isOpen && { 'aria-controls': id }) };
  return (
    <>
      <NavLink component="button" type="button" label={t('begin')} onClick={choice.toggle} {...expanded} />
      {isOpen && (
        <Box id={id} role="group" aria-label={t('title')} px="sm">
          <TeacherChoice districtId={districtId} onDone={onGone} />
        </Box>
      )}
    </>
  );
}
