import { parseEmail } from "./email";

type Person = {
  readonly role: "user" | "admin";
  readonly email: string;
  readonly emailVerified: Date | null;
};

/** Asked at each request, so that leaving `ADMIN_EMAILS` or the role takes effect at once. */
export function isAdmin(person: Person, adminEmails: readonly string[]): boolean {
  if (person.role === "admin") return true;
  if (person.emailVerified === null) return false;
  return isAdminEmail(person.email, adminEmails);
}

export function isAdminEmail(email: string, adminEmails: readonly string[]): boolean {
  return adminEmails.some((text) => {
    const parsed = parseEmail(text);
    return parsed.ok && parsed.value === email;
  });
}
