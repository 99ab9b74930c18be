import { createContext, use, useState, type ReactNode } from 'react';
import { IntlProvider, useLocale, useMessages } from 'use-intl';
import { carry } from '../api/client.ts';
import { en, type Messages } from '../messages/en.ts';
import { es } from '../messages/es.ts';

const MESSAGES = { en, es } satisfies Record<string, Messages>;
export type Language = keyof typeof MESSAGES;
export const LANGUAGES: Record<Language, string> = { en: 'English', es: 'Español' };
/** How dates and numbers are written where each is spoken: in the schools of the United States. */
const LOCALES: Record<Language, string> = { en: 'en-US', es: 'es-US' };
const KEPT_AS = 'language';

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
  }
}

interface Choice {
  readonly language: Language;
  choose(language: Language): void;
}

const Chosen = createContext<Choice>({ language: 'en', choose: () => undefined });

/** The words of the page in the language that was chosen here before, else in the browser's, else in English. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => speak(firstLanguage()));
  const choose = (next: Language): void => {
    localStorage.setItem(KEPT_AS, next);
    speak(next);
    setLanguage(next);
  };
  return (
    <Chosen value={{ language, choose }}>
      <IntlProvider locale={LOCALES[language]} messages={MESSAGES[language]} timeZone="UTC">
        {children}
      </IntlProvider>
    </Chosen>
  );
}

/** Times below it are those of `timeZone`, an IANA name. */
export function WithTimeZone({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  return (
    <IntlProvider locale={useLocale()} messages={useMessages()} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}

export const useChooseLanguage = () => use(Chosen).choose;

/** The language of the words that are shown. */
export const useLanguage = (): Language => use(Chosen).language;

/** What is not React's own: the document's language, and that of the answers. */
function speak(language: Language): Language {
  carry({ language });
  document.documentElement.lang = language;
  return language;
}

function firstLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT_AS), ...navigator.languages].map((tag) => tag?.split('-')[0]);
  return wanted.find(isLanguage) ?? 'en';
}

export function isLanguage(tag: string | undefined): tag is Language {
  return tag !== undefined && tag in MESSAGES;
}
