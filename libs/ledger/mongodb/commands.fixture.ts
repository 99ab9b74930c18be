import { jest } from '@jest/globals';
import { type CommandStartedEvent, type Document, MongoClient } from 'mongodb';
import type { DeclaredIndex, Query } from './index-coverage.fixture.ts';

/** One query of one command, and the method of the port that made it. */
export interface RecordedQuery extends Query {
  readonly method: string;
  readonly command: string;
  readonly collection: string;
}

interface RecordedCommand {
  readonly method: string;
  readonly command: Document;
}

/** The commands of all clients that connect from now on. `methodNow`: which method of the port is being called. */
export function recordCommands(methodNow: () => string): { commands: readonly RecordedCommand[]; stop: () => void } {
  const commands: RecordedCommand[] = [];
  const connect = Reflect.get(MongoClient.prototype, 'connect');
  const spy = jest.spyOn(MongoClient.prototype, 'connect').mockImplementation(function (this: MongoClient) {
    Object.assign(this, { monitorCommands: true });
    this.on('commandStarted', ({ command }: CommandStartedEvent) => {
      commands.push({ method: methodNow(), command });
    });
    return connect.call(this);
  });
  return { commands, stop: () => spy.mockRestore() };
}

/** By collection, those that the ledger had created. */
export function indexesOf(commands: readonly RecordedCommand[]): ReadonlyMap<string, readonly DeclaredIndex[]> {
  const created = commands.flatMap(({ command }) =>
    'createIndexes' in command
      ? [[String(command['createIndexes']), command['indexes'] as DeclaredIndex[]] as const]
      : [],
  );
  return new Map(created);
}

type PartialQuery = Partial<Query> & Pick<Query, 'filter'>;

/** What each command asks, by its name; throws for one that is not known here. */
const QUERIES: Readonly<Record<string, (command: Document) => readonly PartialQuery[]>> = {
  find: ({ filter, sort, limit }) => [{ filter: filter ?? {}, sort, isLimited: limit !== undefined }],
  findAndModify: ({ query, sort }) => [{ filter: query, sort, isLimited: true }],
  update: ({ updates }) => (updates as Document[]).map(({ q, multi }) => ({ filter: q, isLimited: multi !== true })),
  delete: ({ deletes }) => (deletes as Document[]).map(({ q, limit }) => ({ filter: q, isLimited: limit === 1 })),
  distinct: ({ query }) => [{ filter: query }],
  aggregate: ({ pipeline: [first, ...stages] }) => [
    {
      filter: first.$match,
      sort: stages[0]?.$sort,
      counted: fieldsOf(stages.find((stage: Document) => '$group' in stage)),
    },
  ],
  ...Object.fromEntries(
    ['insert', 'createIndexes', 'ping', 'hello', 'isMaster', 'getMore', 'endSessions'].map((name) => [name, () => []]),
  ),
};

/** `delivery.dueAt` of `{ $min: '$delivery.dueAt' }`. */
function fieldsOf(expression: unknown): string[] {
  if (typeof expression === 'string') return expression.startsWith('$') ? [expression.slice(1)] : [];
  return Object.values(expression ?? {}).flatMap(fieldsOf);
}

export function queriesOf({ method, command: asked }: RecordedCommand): RecordedQuery[] {
  const [command = ''] = Object.keys(asked);
  const queries = QUERIES[command];
  if (queries === undefined) throw new Error(`the command ${command} is not known`);
  const collection = String(asked[command]);
  return queries(asked).map(({ filter, sort = new Map(), isLimited = false, counted = [] }) => ({
    ...{ method, command, collection, filter, isLimited, counted },
    sort: sort instanceof Map ? sort : new Map(Object.entries(sort)),
  }));
}
