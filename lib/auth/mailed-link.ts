import type { Adapter, VerificationToken } from "next-auth/adapters";
import type { SendLink } from "./providers";

type StoreLink = NonNullable<Adapter["createVerificationToken"]>;

/**
 * Mails a link only once it is stored, and keeps it only when its mail was taken.
 *
 * next-auth stores a link and mails it at the same time: a link that is refused would be mailed
 * all the same. And it leaves it stored when the mail server is down: three tries would count as
 * three links on their way, and keep somebody out after it is back. Of one request, like
 * next-auth's settings themselves.
 */
export function tieLinkToMail(links: {
  readonly store: StoreLink;
  readonly mail: SendLink;
  readonly forget: (link: VerificationToken) => Promise<void>;
}): { readonly store: StoreLink; readonly mail: SendLink } {
  let tellStored: (link: VerificationToken | undefined) => void = () => undefined;
  const stored = new Promise<VerificationToken | undefined>((resolve) => {
    tellStored = resolve;
  });
  return {
    store: async (link) => {
      let kept: VerificationToken | undefined;
      try {
        kept = (await links.store(link)) ?? undefined;
        return kept;
      } finally {
        tellStored(kept);
      }
    },
    mail: async (email, url, expires) => {
      const link = await stored;
      if (!link) return;
      try {
        await links.mail(email, url, expires);
      } catch (error) {
        await links.forget(link);
        throw error;
      }
    },
  };
}
