/** The languages in which reasons can be said. */
export const LANGUAGES = ['en', 'es'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The language of the catalogue itself. */
export const DEFAULT_LANGUAGE = 'en' satisfies Language;

export type TranslatedLanguage = Exclude<Language, typeof DEFAULT_LANGUAGE>;
