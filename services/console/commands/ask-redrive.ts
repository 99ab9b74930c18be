import { unaryCall } from '@passback/service-kit';
import { audited } from '../audit/audited.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking, type Caller } from '../sign-in/access.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

/** What is to be sent again: what a reason held back, or named units, with what is to be repaired of them. */
export interface AskedRedrive {
  readonly reason?: string | undefined;
  readonly sectionAssessmentIds?: string[] | undefined;
  readonly repair?: string | undefined;
  readonly dryRun: boolean;
}

/** Asks the rules service for a redrive; the run’s id is empty where nothing is sent. It is in the audit log as `redrive` or, where something is repaired, as `repair`. Throws as `audited` and `unaryCall` do. */
export function askRedrive(
  context: Pick<ConsoleContext, 'ledger' | 'clock' | 'logger' | 'rules'>,
  { districtId, caller }: { readonly districtId: string; readonly caller: Caller },
  asked: AskedRedrive,
): Promise<{ readonly units: number; readonly runId: string }> {
  const { reason = '', sectionAssessmentIds = [], repair = '', dryRun } = asked;
  const { requestedBy } = caller;
  const request = { districtId, reason, sectionAssessmentIds, repair, dryRun, requestedBy };
  const deadline = { deadlineMs: CONSOLE_LIMITS.districtMs };
  const method = context.rules.redrive.bind(context.rules);
  return audited(
    context,
    { districtId, ...asking({ caller }), command: repair === '' ? 'redrive' : 'repair', asked: { ...asked } },
    () => unaryCall('passback.rules.v1.RulesService/Redrive', method, request, deadline),
    ({ units, runId }) => ({ status: 202, result: { units, runId } }),
  );
}
