const SEGMENT = '[a-z0-9][a-z0-9._-]{0,127}';
const key = new RegExp(`^(?=.{1,512}$)${SEGMENT}(/${SEGMENT}){0,7}$`);

/**
 * Whether a key is one that needs no escaping in an address, a canonical request or a file system: no segment can be
 * empty, `.` or `..`, and no two keys differ by case only. The embedded store takes no others.
 */
export function isKey(text: string): boolean {
  return key.test(text);
}

/** Our keys are made by us; another one is a fault of the program, not of a person. */
export function requireKey(text: string): string {
  if (!isKey(text)) throw new Error(`${JSON.stringify(text)} is no key of an object.`);
  return text;
}
