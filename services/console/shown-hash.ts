/** Digits of a hash, in hex, by which tokens and persons are told apart where they are shown or recorded. */
export const SHOWN_HASH_DIGITS = 12;
