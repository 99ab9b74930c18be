/** The longest that SMTP carries (RFC 5321). */
const MAX_LENGTH = 254;
/** A dot-atom and a domain of at least two labels: what school mailboxes are, and nothing that could end a line or a header. */
const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
const MAX_LOCAL_LENGTH = 64;

/** Whether mail can be sent to it: one plain address, without a name. */
export function isMailAddress(text: string): boolean {
  return text.length <= MAX_LENGTH && text.indexOf('@') <= MAX_LOCAL_LENGTH && ADDRESS.test(text);
}
