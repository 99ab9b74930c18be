import type { FaultRule } from '@passback/simulators';

/** What can go wrong at a request: the kinds of `services/delivery/fault-matrix.int.spec.ts`. */
export const FAULTS: readonly Pick<FaultRule, 'when' | 'action'>[] = [
  { when: 'before', action: { kind: 'reset' } },
  { when: 'after', action: { kind: 'reset' } },
  { when: 'before', action: { kind: 'hang' } },
  { when: 'after', action: { kind: 'hang' } },
  { when: 'before', action: { kind: 'unauthorized' } },
  { when: 'before', action: { kind: 'throttle', seconds: 0.02 } },
  { when: 'before', action: { kind: 'fieldAccess' } },
  { when: 'before', action: { kind: 'rowConflict' } },
  { when: 'before', action: { kind: 'unitConflict' } },
  { when: 'before', action: { kind: 'resubmit' } },
  { when: 'before', action: { kind: 'serverError' } },
  { when: 'before', action: { kind: 'badGateway' } },
  { when: 'after', action: { kind: 'badGateway' } },
  { when: 'before', action: { kind: 'html' } },
  { when: 'after', action: { kind: 'truncated' } },
  { when: 'before', action: { kind: 'huge' } },
  { when: 'after', action: { kind: 'huge' } },
];
