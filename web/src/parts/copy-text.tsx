import { Button, CopyButton } from '@mantine/core';
import { useTranslations } from 'use-intl';

/** Puts a text on the clipboard, and says that it is there. */
export function CopyText({ label, text }: { label: string; text: string }) {
  const t = useTranslations('shell');
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button className="no-print" w="fit-content" variant="default" onClick={copy}>
          {copied ? t('copied') : label}
        </Button>
      )}
    </CopyButton>
  );
}
