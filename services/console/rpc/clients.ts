import { status } from '@grpc/grpc-js';
import { DeliveryServiceClient, RulesServiceClient } from '@passback/contracts';
import { createGrpcClient, HttpProblem, RpcError } from '@passback/service-kit';
import { CONSOLE_LIMITS } from '../limits.ts';

/** The services that the console gives commands to. */
export interface CommandClients {
  readonly rules: RulesServiceClient;
  readonly delivery: DeliveryServiceClient;
  close(): void;
}

export function createCommandClients(addresses: { RULES_ADDRESS: string; DELIVERY_ADDRESS: string }): CommandClients {
  const rules = createGrpcClient(RulesServiceClient, addresses.RULES_ADDRESS, {
    serviceName: 'passback.rules.v1.RulesService',
    idempotentMethods: ['Preview', 'StartRun'],
  });
  const delivery = createGrpcClient(DeliveryServiceClient, addresses.DELIVERY_ADDRESS, {
    serviceName: 'passback.delivery.v1.DeliveryService',
    idempotentMethods: ['CheckConnection', 'Reconcile', 'Lanes'],
  });
  return {
    rules,
    delivery,
    close: () => {
      rules.close();
      delivery.close();
    },
  };
}

const UNAVAILABLE = new Set([status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.CANCELLED]);

/** A failed command as an answer: what the caller did wrong, or that it may be tried again. */
export async function answering<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    const { code, details } = error;
    if (code === status.NOT_FOUND) throw new HttpProblem(404, 'Not found', { detail: details });
    if (code === status.INVALID_ARGUMENT)
      throw new HttpProblem(400, 'The request is not valid', { errors: [{ path: '', message: details }] });
    if (!UNAVAILABLE.has(code)) throw error;
    const headers = { 'retry-after': String(CONSOLE_LIMITS.retryAfterSeconds) };
    throw new HttpProblem(503, 'The command cannot be carried out now', { detail: details, headers });
  }
}
