/** What a service needs in order to work. `/livez` says that the process answers; `/readyz` says whether it can do its work. */
export interface HealthReport {
  readonly ready: boolean;
  /** By check: `ok`, or what is wrong in words for an operator. */
  readonly checks: Readonly<Record<string, string>>;
}

export interface HealthCheck {
  readonly name: string;
  /** Resolves when all is well; rejects with what is wrong. */
  check(): Promise<void>;
}

/** A check that takes longer than this counts as failed, so that a probe is answered in time. */
const CHECK_LIMIT_MS = 2_500;

export class Health {
  readonly #checks: readonly HealthCheck[];
  #stopping = false;

  constructor(checks: readonly HealthCheck[]) {
    this.#checks = checks;
  }

  /** From now on not ready: the first step of stopping, so that no new work is sent here. */
  stopping(): void {
    this.#stopping = true;
  }

  async report(): Promise<HealthReport> {
    const results = await Promise.all(this.#checks.map(async (check) => [check.name, await outcome(check)] as const));
    const checks = Object.fromEntries(results);
    if (this.#stopping) checks['process'] = 'stopping';
    return { ready: Object.values(checks).every((result) => result === 'ok'), checks };
  }
}

async function outcome({ check }: HealthCheck): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${CHECK_LIMIT_MS} ms`), CHECK_LIMIT_MS);
  });
  const answered = check().then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}
