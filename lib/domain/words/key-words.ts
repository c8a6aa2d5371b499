/** What it means to hand out a key that does an admin's work. The same wherever one is made. */
export function keyDangerWords(person: string): string {
  return `Careful: whoever holds this key acts as ${person} and can do whatever it may, without signing in. It ends when ${person} is no admin any more, or when it is revoked; in the rule of two people it is ${person}, and nobody else.`;
}
