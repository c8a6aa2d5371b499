/** The process answers. Says nothing of the database: restarting the web would not mend that. */
export function GET(): Response {
  return Response.json({ status: "alive" });
}
