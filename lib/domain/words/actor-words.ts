/** Who did something, from the audit log's name for them: `user:ada@example.com`. */
export function actorWords(name: string): string {
  const at = name.indexOf(":");
  const kind = at < 0 ? name : name.slice(0, at);
  const who = name.slice(at + 1);
  if (kind === "user") return who;
  if (kind === "key") return throughKey(who) ?? name;
  if (kind === "operator") return `${who}, on the command line`;
  if (kind === "api-key") return `API key ${who}`;
  if (name === "worker") return "Remit’s worker";
  if (name === "schedule") return "Remit’s schedule";
  if (name === "stripe") return "Stripe";
  if (name === "instant-schedule") return "the instant schedule";
  return name;
}

/** `ada@example.com through key nightly-close`, from `ada@example.com 0123456789 nightly-close`. */
function throughKey(who: string): string | undefined {
  const [, email, key] = /^(\S+) \S+ (.+)$/s.exec(who) ?? [];
  return email && key ? `${email} through key ${key}` : undefined;
}
