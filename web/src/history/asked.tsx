import { Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useReasons } from '../parts/use-reasons.ts';

interface Command {
  readonly command: string;
  readonly asked: Readonly<Record<string, unknown>>;
}

/** Said by what the command is called already, or nobody's concern. */
const NOT_TOLD = new Set(['dryRun', 'replacedVersion']);

/** What the command is called: only counted, or done; begun, or ended. */
export function useCommandText() {
  const t = useTranslations('history');
  return ({ command, asked }: Command): string => {
    if (command === 'acting') return t(typeof asked['userId'] === 'string' ? 'actingBegun' : 'actingEnded');
    const isCounted = asked['dryRun'] === true;
    const key = `${isCounted ? 'counted' : 'commands'}.${command}` as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : t(`commands.${command}` as Parameters<typeof t>[0]);
  };
}

/** What the command was given, in words; ids, counts and choices. */
export function Asked({ districtId, asked }: { districtId: string; asked: Command['asked'] }) {
  const t = useTranslations('history.asked');
  const reasons = useReasons(districtId);
  const given = Object.entries(asked).filter(
    ([key, value]) => value !== undefined && value !== null && !NOT_TOLD.has(key),
  );
  const keyText = (key: string): string => {
    const known = key as Parameters<typeof t>[0];
    return t.has(known) ? t(known) : key;
  };
  const valueText = (key: string, value: unknown): string => {
    if (key === 'reason') return reasons.find(({ code }) => code === value)?.message ?? String(value);
    if (Array.isArray(value)) return value.join(', ');
    const choice = `${key}Is.${String(value)}` as Parameters<typeof t>[0];
    if (t.has(choice)) return t(choice);
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return given.map(([key, value]) => (
    <Text key={key} size="sm" style={{ overflowWrap: 'anywhere' }}>
      {`${keyText(key)}: ${valueText(key, value)}`}
    </Text>
  ));
}
