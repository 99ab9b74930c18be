import { MAX_MESSAGE_BYTES, type TopicDefinition } from '@passback/contracts';

/** A topic of texts. One that starts with `!` can be sent and does not decode. */
export function textTopic(name: string, partitions = 3, maxMessageBytes = MAX_MESSAGE_BYTES): TopicDefinition<string> {
  return {
    name,
    type: 'passback.test.Text',
    partitions,
    retentionMs: 60 * 60_000,
    maxMessageBytes,
    encode: (text) => Buffer.from(text),
    decode: (bytes) => {
      const text = Buffer.from(bytes).toString();
      if (text.startsWith('!')) throw new Error('not a text');
      return text;
    },
  };
}
