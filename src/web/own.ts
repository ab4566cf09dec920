/**
 * An address to go on to, if it is one of our own: a path, read as a browser reads it. Whoever wrote the link may not send people elsewhere;
 * browsers take '\' for '/', and leave out tabs and line ends.
 */
export function ownAddress(text: unknown): string | undefined {
  if (typeof text !== 'string' || !text.startsWith('/')) return undefined
  const nowhere = 'http://own.invalid'
  if (!URL.canParse(text, nowhere)) return undefined
  const { origin, pathname, search, hash } = new URL(text, nowhere)
  return origin === nowhere && !pathname.startsWith('//') ? pathname + search + hash : undefined
}
