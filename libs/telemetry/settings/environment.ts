export type Environment = Readonly<Record<string, string | undefined>>;

/** An empty value counts as not set. */
export function isSet(env: Environment, name: string): boolean {
  return (env[name] ?? '').trim() !== '';
}

/** The number that is set there, or `otherwise`; that it is one was checked before. */
export function numberOf(env: Environment, name: string, otherwise: number): number {
  return isSet(env, name) ? Number(env[name]) : otherwise;
}

/** OpenTelemetry's switch for all of it. */
export function isDisabled(env: Environment): boolean {
  return env['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true';
}
