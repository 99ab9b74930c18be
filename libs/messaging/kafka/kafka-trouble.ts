import { tlsTrouble } from '@passback/service-kit';
import { errorText } from '../transfer/error-text.ts';
import type { MessagingSecurity } from '../port/security.ts';
import { causesOf, kafkaErrorType } from './kafka-errors.ts';

/** What was asked of the broker: the right that it takes, and on what. */
export interface Asked {
  readonly right: 'Write' | 'Read' | 'Describe' | 'DescribeConfigs' | 'Create';
  /** `topic passback.runs.v1`, `group passback-rules.passback.runs.v1`. */
  readonly on: string;
}

/** Says of an error of kafkajs what an operator can mend: the file, the host, the user or the right that is wrong. Else its own words. */
export type Explain = (error: unknown, asked?: Asked) => string;

/** `brokers`: `host:port`, for errors that do not say which it was. */
export function explainer(brokers: readonly string[], { tls, sasl }: MessagingSecurity): Explain {
  const user = sasl === null ? null : sasl.mechanism === 'oauthbearer' ? sasl.clientId : sasl.username;
  const who = user === null ? 'this process' : `the user ${user}`;
  const host = (error: unknown): string => brokerOf(error) ?? brokers.join(', ');
  return (error, asked) => {
    const text = errorText(error);
    const type = kafkaErrorType(error) ?? '';
    if (type.endsWith('_AUTHORIZATION_FAILED')) return `${who} lacks ${rightOf(type, asked)} in Kafka (${type})`;
    if (
      causesOf(error).some(({ name }) => name === 'KafkaJSSASLAuthenticationError') ||
      type === 'SASL_AUTHENTICATION_FAILED'
    ) {
      const { mechanism = '' } = sasl ?? {};
      const secret = sasl !== null && sasl.mechanism !== 'oauthbearer' ? `, ${sasl.passwordName}` : '';
      return `${host(error)} refuses ${who} by ${mechanism}${secret}: ${text}`;
    }
    if (tls === null) return text;
    const { caName: ca, certificateName: certificate } = tls;
    return tlsTrouble(text, { host: host(error), ca, certificate }) ?? text;
  };
}

function rightOf(type: string, asked: Asked | undefined): string {
  if (asked !== undefined) return `the right ${asked.right} on the ${asked.on}`;
  return type.startsWith('GROUP') ? 'the right Read on the group' : 'a right';
}

/** The errors of kafkajs carry the broker, often only on a cause. */
function brokerOf(error: unknown): string | null {
  const broker = causesOf(error).find((cause) => typeof cause['broker'] === 'string')?.['broker'];
  return typeof broker === 'string' ? broker : null;
}
