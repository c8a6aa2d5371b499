/**
 * Whether two names of the audit log are one person: an admin is the same one on a page (`user:`)
 * and on the command line (`operator:`). Addresses are compared as they are kept, in lower case.
 */
export function isSamePerson(left: string, right: string): boolean {
  return personOf(left) === personOf(right);
}

function personOf(name: string): string {
  return name.replace(/^(user|operator):/, "");
}
