const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML, also inside an attribute's quotes. */
export function escapeHtml(text: string): string {
  // The five characters that mean something in HTML.
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
