export const EFFECTS = ['create', 'update', 'scoresOnly', 'held', 'none'] as const;
type Effect = (typeof EFFECTS)[number];

/** Which of the coming night's assessments are listed; kept in the page's address. */
export interface PreviewFilter {
  readonly effect?: Effect;
  /** A reason code. */
  readonly reason?: string;
}

/** As much of an address's parameters as is a filter. */
export function readPreviewFilter({ effect, reason }: Record<string, unknown>): PreviewFilter {
  const known = EFFECTS.find((one) => one === effect);
  return {
    ...(known !== undefined && { effect: known }),
    ...(typeof reason === 'string' && reason !== '' && { reason }),
  };
}
