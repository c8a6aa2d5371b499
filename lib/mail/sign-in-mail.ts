import type { Mail } from "./send-mail";

/** The mail with the link that signs somebody in. It says what to do when nobody asked for it. */
export function signInMail(from: string, to: string, url: string, appUrl: string): Mail {
  const host = new URL(appUrl).host;
  const lines = [
    `Sign in to Remit at ${host}:`,
    "It works once, for ten minutes, in the browser in which you asked for it.",
    "If you did not ask for it, ignore this mail: nobody gets in without the link.",
  ] as const;
  return {
    from,
    to,
    subject: `Sign in to Remit (${host})`,
    text: `${lines[0]}\n\n${url}\n\n${lines[1]}\n${lines[2]}\n`,
    html: `<p>${escapeHtml(lines[0])}</p><p><a href="${escapeHtml(url)}">Sign in</a></p><p>${lines[1]}<br>${lines[2]}</p>`,
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
