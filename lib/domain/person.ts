/**
 * Whether two names of the audit log are one person: an admin is the same one on a page (`user:`),
 * on the command line (`operator:`) and through a key that they made (`key:`). Addresses are
 * compared as they are kept, in lower case.
 */
export function isSamePerson(left: string, right: string): boolean {
  return personOf(left) === personOf(right);
}

/** Who acts, by address, whichever way they came: `ada@example.com`. */
export function personOf(name: string): string {
  const throughKey = /^key:(\S+) /.exec(name)?.[1];
  return throughKey ?? name.replace(/^(user|operator):/, "");
}
