"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { signInAsDemo } from "@/lib/auth/demo";
import { parseEmail } from "@/lib/auth/email";
import { ownPath } from "@/lib/auth/own-url";
import { configuredProviders } from "@/lib/auth/providers";
import { beginSignIn, followEmailLink, signOut } from "@/lib/auth/sign-in";
import { environment } from "@/lib/config/environment";
import { definePublicAction } from "@/lib/forms/define-action";
import { rejected } from "@/lib/forms/form-state";

const DEFAULT_PLACE = "/sign-in";

/** A callback URL that is not ours counts as none. */
const callbackUrl = z
  .string()
  .optional()
  .transform((text) => ownPath(text, environment().APP_URL) ?? DEFAULT_PLACE);

export const signInWith = definePublicAction({
  schema: z.object({ provider: z.enum(["github", "oidc"]), callbackUrl }),
  run: async (_, input) => {
    const known = configuredProviders(environment()).some(({ id }) => id === input.provider);
    if (!known) return rejected("This way to sign in is not set up here. Choose another one.");
    redirect(await beginSignIn(input.provider, { callbackUrl: input.callbackUrl }));
  },
});

export const sendLink = definePublicAction({
  schema: z.object({
    email: z.string().transform((text, context) => {
      const email = parseEmail(text);
      if (email.ok) return email.value;
      context.addIssue({
        code: "custom",
        message: "Enter one e-mail address, such as name@example.com.",
      });
      return z.NEVER;
    }),
    callbackUrl,
  }),
  run: async (_, input) => {
    if (!environment().SMTP_URL) return rejected("E-mail links are not set up here.");
    redirect(await beginSignIn("email", input));
  },
});

export const confirmLink = definePublicAction({
  schema: z.object({ token: z.string().max(200), email: z.string().max(254), callbackUrl }),
  run: async (_, link) => {
    redirect(await followEmailLink(link));
  },
});

export const playDemo = definePublicAction({
  schema: z.object({
    kind: z.enum(["admin", "developer"]),
    id: z.string().max(254),
    callbackUrl,
  }),
  run: async (_, { kind, id, callbackUrl: place }) => {
    if (!(await signInAsDemo({ kind, id }))) {
      return rejected("This person is not part of the demo. Reload the page and choose again.");
    }
    if (place !== DEFAULT_PLACE) redirect(place);
    redirect(kind === "admin" ? "/admin/periods" : "/earnings");
  },
});

export const leave = definePublicAction({
  schema: z.object({}),
  run: async () => {
    await signOut();
    redirect("/sign-in");
  },
});
