import type { HttpServer } from './server.ts';

/** What fastify calls a part of a server; one without it is looked for among all modules that are loaded. */
const NAME = Symbol.for('fastify.display-name');

/** Adds routes in a scope of their own: the hooks and parsers that `add` gives to it are those of its routes alone. */
export async function addScope(
  server: HttpServer,
  name: string,
  add: (scope: HttpServer) => void | Promise<void>,
): Promise<void> {
  const plugin = async (scope: unknown): Promise<void> => add(scope as HttpServer);
  await server.register(Object.assign(plugin, { [NAME]: name }));
}
