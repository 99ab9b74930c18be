const POLL_MS = 25;

/** Tries until it does not throw; throws the last error when `limitMs` has passed. */
export async function eventually<T>(attempt: () => Promise<T>, limitMs = 20_000): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}
