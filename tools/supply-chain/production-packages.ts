/** What is read of one package in `package-lock.json`; its place is its key there. */
interface LockedPackage {
  /** Of a link to a workspace: where that is. */
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export type LockedPackages = Readonly<Record<string, LockedPackage>>;

export interface Lockfile {
  readonly packages: LockedPackages;
}

const MODULES = 'node_modules/';

/**
 * The workspaces in these folders and all that they need to run, found as Node finds it, by place; none with what it has for
 * development. Throws an error for a folder that is no workspace, and where something that is needed is not in the lockfile.
 */
export function productionPackages(locked: LockedPackages, workspaces: readonly string[]): LockedPackages {
  const kept = new Set<string>();
  const links = Object.entries(locked).filter(([, { link }]) => link === true);
  const open = [...workspaces];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (kept.has(place)) continue;
    kept.add(place);
    open.push(...neededBy(locked, place));
  }
  for (const [place, { resolved }] of links) if (kept.has(resolved ?? '')) kept.add(place);
  return Object.fromEntries([...kept].toSorted().map((place) => [place, withoutDevelopment(packageAt(locked, place))]));
}

function withoutDevelopment({ devDependencies: _, ...others }: LockedPackage): LockedPackage {
  return others;
}

/** Peers are installed too, unless they are marked as optional. */
function neededBy(locked: LockedPackages, place: string): string[] {
  const {
    dependencies,
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta,
  } = packageAt(locked, place);
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta?.[name]?.optional !== true);
  const needed = [...Object.keys(dependencies ?? {}), ...peers].filter((name) => !(name in optionalDependencies));
  return [
    ...needed.map((name) => {
      const found = findFrom(locked, place, name);
      if (found === null) throw new Error(`the lockfile has no ${name}, which ${place} needs`);
      return found;
    }),
    ...Object.keys(optionalDependencies).flatMap((name) => findFrom(locked, place, name) ?? []),
  ];
}

/** In the `node_modules` of the folder or of one above it. */
function findFrom(locked: LockedPackages, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}${MODULES}${name}`;
    const found = locked[place];
    if (found !== undefined) return found.link === true ? (found.resolved ?? place) : place;
    if (folder === '') return null;
  }
}

function packageAt(locked: LockedPackages, place: string): LockedPackage {
  const found = locked[place];
  if (found === undefined) throw new Error(`the lockfile has nothing at ${place}`);
  return found;
}
