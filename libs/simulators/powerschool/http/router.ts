import type { Route } from './call.ts';

export interface Match<Context> {
  readonly route: Route<Context>;
  readonly params: Readonly<Record<string, string>>;
}

interface Compiled<Context> {
  readonly route: Route<Context>;
  /** null = any value, under the name at the same place in `names`. */
  readonly segments: readonly (string | null)[];
  readonly names: readonly string[];
}

/** Finds routes by method and path; routes with fixed segments win over those with parameters. */
export class Router<Context> {
  readonly #byShape = new Map<string, Compiled<Context>[]>();

  constructor(routes: readonly Route<Context>[]) {
    for (const route of routes) {
      const parts = split(route.pattern);
      const compiled = {
        route,
        segments: parts.map((part) => (part.startsWith('{') ? null : part)),
        names: parts.map((part) => part.replace(/^\{|\}$/g, '')),
      };
      const shape = `${route.method} ${parts.length}`;
      const alike = this.#byShape.get(shape) ?? [];
      alike.push(compiled);
      alike.sort((a, b) => parameters(a) - parameters(b));
      this.#byShape.set(shape, alike);
    }
  }

  find(method: string, path: string): Match<Context> | null {
    const parts = split(path);
    for (const { route, segments, names } of this.#byShape.get(`${method} ${parts.length}`) ?? []) {
      if (!segments.every((segment, at) => segment === null || segment === parts[at])) continue;
      const params: Record<string, string> = {};
      for (const [at, segment] of segments.entries()) {
        if (segment === null) params[names[at] ?? ''] = decoded(parts[at] ?? '');
      }
      return { route, params };
    }
    return null;
  }
}

function split(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function parameters({ segments }: { readonly segments: readonly (string | null)[] }): number {
  return segments.filter((segment) => segment === null).length;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
