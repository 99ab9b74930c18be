export { authorizationBySettings } from './authorization.ts';
export { isDemoSecret, isDemoToken } from './demo-defaults.ts';
export {
  clientSecretOf,
  districtConnection,
  type Operator,
  staffEmailOf,
  STRICT_OPERATOR,
  unsubscribeOf,
  webhookSecretOf,
} from './operator.ts';
export { Loop } from './loop.ts';
export { requiredCopies } from './kafka-security.ts';
export { openBroker, openResources, type ServiceResources } from './resources.ts';
export { runBrokerCommand, runCommand } from './run-command.ts';
export { rpcHandlers } from './rpc-handlers.ts';
export { runService } from './run-service.ts';
