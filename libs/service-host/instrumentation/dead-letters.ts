import type { MessagingOptions } from '@passback/messaging';
import { ATTRIBUTES, MESSAGING_ATTRIBUTES, METRICS, measure, startSpan } from '@passback/telemetry';

type Log = NonNullable<MessagingOptions['log']>;

/** What the adapters say, with these fields, of each message that they put aside. */
const PUT_ASIDE = 'a message went to the dead letters';

interface Letter {
  readonly topic?: string;
  readonly code?: string;
  readonly traceparent?: string;
}

/** Passes on what messaging says, and makes a metric and a failed span in the message's own journey of each dead letter. */
export function instrumentDeadLetters(log: Log): Log {
  return {
    info: (fields, message) => log.info(fields, message),
    warn(fields, message) {
      if (message === PUT_ASIDE) tellOf(fields);
      log.warn(fields, message);
    },
  };
}

function tellOf({ topic = '', code = '', traceparent }: Letter): void {
  const attributes = { [MESSAGING_ATTRIBUTES.destination]: topic, [ATTRIBUTES.reason]: code };
  measure(METRICS.deadLetters, 1, attributes);
  startSpan('put message aside', { attributes, parent: traceparent ?? null }).fail(code);
}
