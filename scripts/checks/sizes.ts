import ts from "typescript-5";
import type { SourceFile } from "./layers";

const FILE_LINES_MAX = 250;
const FUNCTION_LINES_MAX = 60;

/** One line per file and function that is longer than the style allows. */
export function findOversized(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => [...oversizedFile(file), ...oversizedFunctions(file)]);
}

function oversizedFile({ path, text }: SourceFile): readonly string[] {
  const lines = text.replace(/\n$/, "").split("\n").length;
  return lines > FILE_LINES_MAX
    ? [`${path}:1 has ${lines} lines: at most ${FILE_LINES_MAX}, so it holds two ideas`]
    : [];
}

/** Suites of tests (`describe`) are lists of functions and may be long; what is in them may not. */
function oversizedFunctions({ path, text }: SourceFile): readonly string[] {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && !isSuite(node)) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      const lines = last - first + 1;
      if (lines > FUNCTION_LINES_MAX) {
        found.push(
          `${path}:${first + 1} ${nameOf(node)} has ${lines} lines: at most ${FUNCTION_LINES_MAX}`,
        );
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isSuite(node: ts.Node): boolean {
  const call = node.parent;
  if (!call || !ts.isCallExpression(call)) return false;
  return /^(test\.)?describe(\.|\(|$)/.test(call.expression.getText());
}

function nameOf(node: ts.SignatureDeclaration): string {
  const name = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return name ? `function ${name.getText()}` : "a function";
}
