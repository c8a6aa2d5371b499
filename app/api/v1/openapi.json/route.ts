import { environment } from "@/lib/config/environment";
import { methodNotAllowed } from "../method-not-allowed";
import { openApiDocument } from "../openapi";

export function GET(): Response {
  return Response.json(openApiDocument(environment().APP_URL), {
    headers: { "cache-control": "public, max-age=300" },
  });
}

const refuse = methodNotAllowed("GET", "HEAD");

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
