import { Argument, type Command } from "commander";
import { isAdminEmail } from "@/lib/auth/admin-emails";
import { parseEmail } from "@/lib/auth/email";
import { environment } from "@/lib/config/environment";
import { grantAdmin } from "@/lib/use-cases/grant-admin";
import { revokeAdmin } from "@/lib/use-cases/revoke-admin";
import { operatorName } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDatabase } from "../world";

export function addUser(program: Command): void {
  const group = program.command("user").description("Manage people.");
  group
    .command("grant")
    .argument("<email>", "the address they sign in with")
    .addArgument(new Argument("<role>", "what they become").choices(["admin"]))
    .description("Give somebody a role, before or after their first sign-in.")
    .option("--json", "print the result as JSON")
    .action((email: string, role: string, options: OutputOptions) => grant(email, role, options));
  group
    .command("revoke")
    .argument("<email>", "the address they sign in with")
    .addArgument(new Argument("<role>", "what they are no more").choices(["admin"]))
    .description("Take a role from somebody, from their next request on; admin keys of theirs end.")
    .option("--json", "print the result as JSON")
    .action((email: string, role: string, options: OutputOptions) => revoke(email, role, options));
}

async function revoke(email: string, role: string, options: OutputOptions): Promise<void> {
  const parsed = parseEmail(email);
  if (!parsed.ok) throw new Error(`${email} is not an e-mail address`);
  const address = parsed.value;
  await withDatabase(async (deps) => {
    const { changed } = await revokeAdmin(deps, { email: address, by: operatorName() });
    const stays = isAdminEmail(address, environment().ADMIN_EMAILS);
    print(options, { email: address, role, changed }, [
      changed ? `${address} is no admin any more.` : `${address} had not been made an admin.`,
      ...(stays ? ["ADMIN_EMAILS still names them: take them out of it too."] : []),
    ]);
  });
}

async function grant(email: string, role: string, options: OutputOptions): Promise<void> {
  const parsed = parseEmail(email);
  if (!parsed.ok) throw new Error(`${email} is not an e-mail address`);
  const address = parsed.value;
  await withDatabase(async (deps) => {
    const { changed } = await grantAdmin(deps, { email: address, by: operatorName() });
    print(options, { email: address, role, changed }, [
      changed ? `${address} is an admin now.` : `${address} was an admin already.`,
    ]);
  });
}
