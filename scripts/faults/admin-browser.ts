import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { sessionCookieName } from "@/lib/auth/cookies";
import { startSession } from "@/lib/auth/session";
import { newId } from "@/lib/config/new-id";
import { trusted } from "@/lib/domain/ids";
import { ROOT } from "@/scripts/processes/run-command";
import type { FaultWorld } from "./fault-world";

const pressAnswer = z.object({ status: z.enum(["done", "rejected"]), message: z.string() });
type PressAnswer =
  | z.infer<typeof pressAnswer>
  /** The page that the browser is sent to. */
  | { readonly status: "sent_on"; readonly place: string };

/** An admin's browser as the server sees it: a session, pages, and buttons that are pressed. */
export type AdminBrowser = {
  readonly page: (place: string) => Promise<string>;
  /** What the server action answered; undefined when nothing came. */
  readonly press: (
    place: string,
    action: string,
    fields: Readonly<Record<string, string>>,
  ) => Promise<PressAnswer | undefined>;
};

export async function signInAdmin({ db }: FaultWorld, baseUrl: string): Promise<AdminBrowser> {
  const id = newId();
  const email = `admin-${id}@example.com`;
  await db.sql`insert into users (id, email, email_verified, role)
    values (${id}, ${email}, now(), 'admin')`;
  const user = {
    ...{ id: trusted.userId(id), name: null, email, emailVerified: new Date() },
    ...{ image: null, role: "admin" as const },
  };
  // Sessions go by the machine's clock, whatever month the marketplace is in.
  const { token } = await startSession(db, user, new Date(), []);
  const headers = { cookie: `${sessionCookieName(baseUrl)}=${token}`, origin: baseUrl };
  return {
    page: async (place) => {
      const answer = await fetch(baseUrl + place, { headers, redirect: "manual" });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${place} answered ${answer.status}`);
      return text;
    },
    press: async (place, action, fields) => {
      // As React writes an action's arguments: a form's fields come before what refers to them.
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(`_1_${name}`, value);
      body.set("0", JSON.stringify([{ status: "idle" }, "$K1"]));
      const asked = { ...headers, "next-action": actionId(action), accept: "text/x-component" };
      return readAnswer(fetch(baseUrl + place, { method: "POST", headers: asked, body }));
    },
  };
}

async function readAnswer(asked: Promise<Response>): Promise<PressAnswer | undefined> {
  const answer = await asked.catch(() => undefined);
  // Half an answer is none.
  const text = await answer?.text().catch(() => undefined);
  if (!answer || text === undefined) return undefined;
  const next = answer.headers.get("x-action-redirect")?.split(";")[0];
  return next === undefined ? stateIn(text) : { status: "sent_on", place: next };
}

/** React's answer is a line for each part; the action's own is a line like any other. */
function stateIn(answer: string): PressAnswer {
  for (const line of answer.split("\n")) {
    const text = /^[0-9a-f]+:(\{"status":.*\})$/.exec(line)?.[1];
    if (text !== undefined) return pressAnswer.parse(JSON.parse(text));
  }
  throw new Error(`The action gave no answer:\n${answer.slice(0, 2_000)}`);
}

const manifest = z.object({
  node: z.record(z.string(), z.looseObject({ exportedName: z.string() })),
});

/** A build names its actions by numbers of its own. */
function actionId(name: string): string {
  const file = path.join(ROOT, ".next", "server", "server-reference-manifest.json");
  const { node } = manifest.parse(JSON.parse(readFileSync(file, "utf8")));
  const ids = Object.keys(node).filter((id) => node[id]?.exportedName === name);
  const [id, ...others] = ids;
  if (!id || others.length > 0) throw new Error(`The build has ${ids.length} actions ${name}`);
  return id;
}
