import path from "node:path";
import ts from "typescript-5";

export type Import = { readonly specifier: string; readonly line: number };

/** Every module that a source text names: imports, exports, types, `import()` and `require()`. */
export function importsOf(text: string): readonly Import[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    line: text.slice(0, pos).split("\n").length,
  }));
}

/**
 * Where an import leads: a path from the repository's root, or a package's name.
 *
 * `@/…` and relative specifiers are the repository's own; sub-paths of a package count as it.
 */
export function targetOf(
  file: string,
  specifier: string,
): { readonly path: string } | { readonly packageName: string } {
  if (specifier.startsWith("@/")) return { path: specifier.slice(2) };
  if (specifier.startsWith(".")) {
    return { path: path.posix.join(path.posix.dirname(file), specifier) };
  }
  if (specifier.startsWith("node:")) return { packageName: "node:" };
  const parts = specifier.split("/");
  return { packageName: parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/") };
}
