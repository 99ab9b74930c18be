import { Button } from '@mantine/core';

interface Props {
  readonly asked: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): unknown };
  readonly children: string;
}

/** Brings what is older beneath what is shown; nothing where all of it is. */
export function OlderButton({ asked: { hasNextPage, isFetchingNextPage, fetchNextPage }, children }: Props) {
  if (!hasNextPage) return null;
  return (
    <Button variant="default" w="fit-content" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {children}
    </Button>
  );
}
