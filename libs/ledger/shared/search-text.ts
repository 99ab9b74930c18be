/** The characters of a text, each with those that differ from it in case only. Those that change their length with the case have none. */
export function characterCases(text: string): string[][] {
  return [...text].map((character) => {
    const cases = [character, character.toLowerCase(), character.toUpperCase()];
    return [...new Set(cases.filter((one) => [...one].length === 1))];
  });
}
