import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import ts from "typescript-5";

export type StripePackage = {
  readonly version: string;
  readonly apiVersion: string;
  readonly resources: string;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
};

/** Opens the installed `stripe` package: its shipped types, and where its resources lie. */
export function openStripePackage(): StripePackage {
  const root = packageRoot();
  const esm = join(root, "esm");
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly version: string;
  };
  const apiVersion = /ApiVersion = '([^']+)'/.exec(
    readFileSync(join(esm, "apiVersion.js"), "utf8"),
  )?.[1];
  if (apiVersion === undefined) throw new Error("the stripe package names no API version");
  const program = ts.createProgram([join(esm, "stripe.esm.node.d.ts")], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
    strict: true,
    types: [],
  });
  return {
    version: manifest.version,
    apiVersion,
    resources: join(esm, "resources"),
    program,
    checker: program.getTypeChecker(),
  };
}

/** The name a resource file has in `WANTED_METHODS`: `V2/Core/Accounts`. */
export function resourceName(stripe: StripePackage, fileName: string): string {
  return relative(stripe.resources, fileName)
    .replace(/\.d\.ts$/, "")
    .split(sep)
    .join("/");
}

function packageRoot(): string {
  let folder = dirname(createRequire(import.meta.url).resolve("stripe"));
  while (!existsSync(join(folder, "package.json")) || !existsSync(join(folder, "esm"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("the stripe package is not installed");
    folder = parent;
  }
  return folder;
}
