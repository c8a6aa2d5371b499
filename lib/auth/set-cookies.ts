export type CookieToSet = {
  readonly name: string;
  readonly value: string;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly path: string;
  readonly sameSite: "lax";
  readonly expires?: Date;
  readonly maxAge?: number;
};

/** Reads a finished `Set-Cookie` line, for server actions, which set cookies one by one. */
export function parseSetCookie(line: string): CookieToSet {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const at = pair.indexOf("=");
  const of = (name: string) =>
    attributes
      .find((attribute) => attribute.toLowerCase().startsWith(`${name}=`))
      ?.slice(name.length + 1);
  const expires = of("expires");
  const maxAge = of("max-age");
  return {
    name: pair.slice(0, at),
    value: decodeURIComponent(pair.slice(at + 1)),
    httpOnly: true,
    secure: attributes.some((attribute) => attribute.toLowerCase() === "secure"),
    path: of("path") ?? "/",
    sameSite: "lax",
    ...(expires === undefined ? {} : { expires: new Date(expires) }),
    ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
  };
}
