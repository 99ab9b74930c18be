import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';

interface Props {
  readonly districtId: string;
  readonly unit: { readonly sectionAssessmentId: string; readonly title: string; readonly identifier: string };
  /** Stands behind the identifier. */
  readonly more?: string;
}

/** An assessment in a table: its title leads to its page; a very long one ends after four lines. */
export function AssessmentLink({ districtId, unit: { sectionAssessmentId, title, identifier }, more = '' }: Props) {
  return (
    <Stack gap={0} miw={140} className="may-break">
      <Anchor
        component={Link}
        to="/d/$districtId/assessments/$unitId"
        params={{ districtId, unitId: sectionAssessmentId } as never}
        fw={600}
        lineClamp={4}
      >
        {title}
      </Anchor>
      <Text size="xs" c="dimmed">
        {identifier}
        {more}
      </Text>
    </Stack>
  );
}
