/*
 * The e-mail addresses in what somebody pastes or picks: a list, a CSV file
 * (LinkedIn's Connections.csv), vCards. Read here, in the browser, so that
 * names, telephone numbers and employers never leave the device; the server
 * says what an address is.
 */
const ADDRESS = /[^\s<>"',;:()[\]\\]+@[^\s<>"',;:()[\]\\]+\.[^\s<>"',;:()[\]\\]+/g;

/* vCard folds long lines (RFC 6350, 3.2), and quoted-printable ones end with
 * "=" (vCard 2.1). */
const unfold = (text: string) =>
  /^BEGIN:VCARD/im.test(text) ? text.replace(/\r?\n[ \t]/g, "").replace(/=\r?\n/g, "") : text;

/* Each once, in the order of the text. */
export function addressesOf(text: string): string[] {
  const found = unfold(text).match(ADDRESS) ?? [];

  return [...new Set(found.map((a) => a.replace(/^mailto:/i, "").replace(/[.>]+$/, "")))];
}
