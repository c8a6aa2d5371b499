import { createHash } from "node:crypto";
import { environment } from "@/lib/config/environment";
import { methodNotAllowed } from "../method-not-allowed";
import { docsHtml, STYLE } from "./page-html";

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

export function GET(): Response {
  return new Response(docsHtml(environment().APP_URL), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "public, max-age=300",
    },
  });
}

const refuse = methodNotAllowed("GET", "HEAD");

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
