import { DEFAULT_LANGUAGE, type Language, LANGUAGES } from '@passback/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** More ranges than any browser sends; what comes after them is not read. */
const MAX_RANGES = 32;

/** A range of RFC 9110 §12.5.4 with its weight of §12.4.2: `es-US;q=0.8`, `*`. */
const RANGE = /^([a-z]{1,8})(?:-[a-z0-9]{1,8})*(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/** The language of the answer to this request: what its `language` asks for, else its `Accept-Language`, of which the answer's headers tell. */
export function answerLanguage(request: FastifyRequest, reply: FastifyReply): Language {
  const { language: asked } = request.query as { readonly language?: string };
  const language = LANGUAGES.find((known) => known === asked) ?? languageOf(request.headers['accept-language']);
  reply.header('content-language', language).header('vary', 'accept-language');
  return language;
}

/**
 * The language that an `Accept-Language` asks for: of the ranges with the greatest weight first, and in their order where it is
 * the same, the first whose primary subtag is known. English where none is, and for whatever cannot be read.
 */
export function languageOf(header: string | undefined): Language {
  const ranges = (header ?? '').split(',', MAX_RANGES).flatMap(rangeOf);
  ranges.sort((one, other) => other.weight - one.weight);
  return ranges[0]?.language ?? DEFAULT_LANGUAGE;
}

/** A range of a language that is not known, or is not wanted at all (`q=0`), is none. */
function rangeOf(text: string): { language: Language; weight: number }[] {
  const [, primary, q = '1'] = RANGE.exec(text.trim()) ?? [];
  const language = LANGUAGES.find((known) => known === primary?.toLowerCase());
  const weight = Number(q);
  return language === undefined || weight === 0 ? [] : [{ language, weight }];
}
