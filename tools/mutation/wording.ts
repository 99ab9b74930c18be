import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** A node of the syntax tree, as far as it is looked at. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly key?: Node;
  readonly value?: unknown;
}

/** The keys under which the tables of reasons have their sentences. */
const SENTENCES: readonly unknown[] = ['message', 'fix'];

/**
 * The sentences of `libs/domain/reasons` are not mutated: a spec that repeats one to the letter protects nothing. What decides
 * which of them is said (levels, who, conditions of the variants) is.
 */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'wording', {
    shouldIgnore({ node, parent }: { readonly node: Node; readonly parent?: Node }) {
      const isSentence =
        node.type === 'StringLiteral' && parent?.value === node && SENTENCES.includes(parent.key?.name);
      return isSentence ? 'wording' : undefined;
    },
  }),
];
