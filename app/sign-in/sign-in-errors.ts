/** What went wrong at sign-in, why, and what to do. Codes are next-auth's and ours. */
const ERRORS: Readonly<Record<string, { readonly title: string; readonly remedy: string }>> = {
  OAuthAccountNotLinked: {
    title: "This e-mail address already signs in another way",
    remedy:
      "Sign in the way you did the first time. Addresses are never joined by themselves, so that nobody gets into your account through another provider.",
  },
  EmailNotVerified: {
    title: "Your provider does not vouch for your e-mail address",
    remedy: "Verify the address there, then sign in again, or use another way to sign in.",
  },
  Verification: {
    title: "This link does not work any more",
    remedy:
      "A link works once, for ten minutes, in the browser in which you asked for it. Ask for a new one below.",
  },
  TooManyLinks: {
    title: "Several links are already on their way to this address",
    remedy: "Look into your mailbox and its spam folder, or try again in ten minutes.",
  },
  EmailSignin: {
    title: "The mail could not be sent",
    remedy:
      "The mail server did not take it, and no link is on its way. Check the address and try again in a moment; if it stays, tell the marketplace.",
  },
  AccessDenied: {
    title: "You were not let in",
    remedy: "Ask the marketplace which address it knows you by, and sign in with that one.",
  },
  OAuthCallback: {
    title: "The provider did not complete the sign-in",
    remedy: "It was canceled there, or took longer than fifteen minutes. Start again below.",
  },
  OAuthSignin: {
    title: "The provider could not be reached",
    remedy: "Nothing was changed. Try again in a moment, or use another way to sign in.",
  },
};

const OTHER = {
  title: "The sign-in was not completed",
  remedy: "Nothing was changed. Start again below; if it stays, tell the marketplace.",
};

export function signInError(code: string) {
  return Object.hasOwn(ERRORS, code) ? (ERRORS[code] ?? OTHER) : OTHER;
}
