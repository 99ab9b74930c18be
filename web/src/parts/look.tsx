import { Badge } from '@mantine/core';

/** A colour and a sign beside the words: no state is told by its colour alone. */
export function Look({ of: [color, sign], children }: { of: readonly [string, string]; children: string }) {
  return (
    <Badge
      color={color}
      variant="light"
      radius="sm"
      tt="none"
      size="lg"
      className="wraps"
      leftSection={<span aria-hidden>{sign}</span>}
    >
      {children}
    </Badge>
  );
}
