import PDFDocument from "pdfkit";
import { FONT_FILES } from "./font-files";
import { readableText } from "./readable-text";

/** A column of a table on paper. Widths are parts of the page's width and add up to 1. */
export type PaperColumn = {
  readonly title: string;
  readonly width: number;
  readonly isNumeric?: boolean;
};

/** A line of a statement: what it is, a smaller word about it, and how much. */
export type PaperLine = {
  readonly name: string;
  readonly note?: string;
  readonly value: string;
  readonly isResult?: boolean;
};

type Cell = { readonly text: string; readonly isNumeric?: boolean };
type Weight = keyof typeof FONT_FILES;
type Document = InstanceType<typeof PDFDocument>;

const INK = "#16181d";
const FAINT = "#5c6270";
const RULE = "#c9cdd6";
const MARGIN = 48;
const FOOT = 32;
const GAP = 5;
const LINE_WIDTH = 0.62;

/** A4 paper that is written on from top to bottom, with new pages as they are needed. */
export class Paper {
  readonly #document: Document;
  readonly #chunks: Buffer[] = [];
  readonly #width: number;
  readonly #foot: string;

  constructor({ title, foot }: { readonly title: string; readonly foot: string }) {
    this.#foot = foot;
    this.#document = new PDFDocument({
      size: "A4",
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT },
      bufferPages: true,
      font: FONT_FILES.regular,
      lang: "en-GB",
      info: { Title: title, Creator: "Remit" },
    });
    this.#document.on("data", (chunk: Buffer) => this.#chunks.push(chunk));
    this.#width = this.#document.page.width - 2 * MARGIN;
  }

  title(text: string, below: readonly string[]): void {
    this.#write("semibold", 20).text(readableText(text), MARGIN);
    this.#write("regular", 9.5, FAINT);
    for (const line of below) this.#document.moveDown(0.25).text(readableText(line));
    this.#document.moveDown(1.5);
  }

  /** A heading that is never left alone at the end of a page. */
  heading(text: string): void {
    this.#makeRoom(110);
    this.#document.moveDown(0.6);
    this.#write("semibold", 13).text(readableText(text), MARGIN);
    this.#document.moveDown(0.5);
  }

  lines(lines: readonly PaperLine[]): void {
    const width = this.#width * LINE_WIDTH;
    for (const { name, note, value, isResult = false } of lines) {
      this.#row(
        [
          { text: name, width: width * 0.7 },
          { text: value, width: width * 0.3, isNumeric: true },
        ],
        { weight: isResult ? "semibold" : "regular", rule: isResult ? INK : RULE, width },
      );
      if (note === undefined) continue;
      const text = readableText(note);
      this.#document.y -= 2;
      this.#write("regular", 8, FAINT).text(text, MARGIN, this.#document.y, { width });
      this.#document.y += 2;
    }
    this.#document.moveDown(1);
  }

  /** A table whose head is repeated on each page, and whose last row is the sum. */
  table(columns: readonly PaperColumn[], rows: readonly (readonly string[])[]): void {
    const cells = (texts: readonly string[]) =>
      columns.map(({ width, isNumeric }, index) => ({
        text: texts[index] ?? "",
        width: width * this.#width,
        isNumeric: isNumeric ?? false,
      }));
    const head = () =>
      this.#row(cells(columns.map(({ title }) => title)), { weight: "semibold", color: FAINT });
    this.#makeRoom(60);
    head();
    for (const [index, row] of rows.entries()) {
      if (this.#makeRoom(24)) head();
      const isSum = index === rows.length - 1;
      this.#row(cells(row), { weight: isSum ? "semibold" : "regular", rule: isSum ? INK : RULE });
    }
    this.#document.moveDown(1);
  }

  text(text: string): void {
    this.#write("regular", 9.5, FAINT).text(readableText(text), MARGIN, this.#document.y, {
      width: this.#width,
    });
  }

  /** Numbers the pages and hands over the file. */
  async end(): Promise<Buffer> {
    const document = this.#document;
    const { count } = document.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      document.switchToPage(page);
      // Below the margin, where a text would otherwise begin another page.
      document.page.margins.bottom = 0;
      const at = document.page.height - MARGIN;
      const options = { width: this.#width, lineBreak: false };
      this.#write("regular", 8, FAINT);
      document.text(readableText(this.#foot), MARGIN, at, options);
      document.text(`${page + 1} of ${count}`, MARGIN, at, { ...options, align: "right" });
    }
    const ended = new Promise<void>((resolve, reject) => {
      document.on("end", () => resolve()).on("error", reject);
    });
    document.end();
    await ended;
    return Buffer.concat(this.#chunks);
  }

  #write(weight: Weight, size: number, color = INK): Document {
    return this.#document.font(FONT_FILES[weight]).fontSize(size).fillColor(color);
  }

  /** Begins a new page when less than `height` is left of this one. */
  #makeRoom(height: number): boolean {
    const { page, y } = this.#document;
    if (y + height <= page.height - MARGIN - FOOT) return false;
    this.#document.addPage();
    return true;
  }

  #row(
    cells: readonly (Cell & { readonly width: number })[],
    look: {
      readonly weight: Weight;
      readonly color?: string;
      readonly rule?: string;
      readonly width?: number;
    },
  ): void {
    const document = this.#document;
    this.#write(look.weight, 9.5, look.color);
    const texts = cells.map((cell) => ({ ...cell, text: readableText(cell.text) }));
    const heights = texts.map(({ text, width }) =>
      document.heightOfString(text, { width: width - GAP }),
    );
    const height = Math.max(...heights);
    this.#makeRoom(height + 2 * GAP);
    const top = document.y;
    if (look.rule) {
      const end = MARGIN + (look.width ?? this.#width);
      document.moveTo(MARGIN, top).lineTo(end, top).lineWidth(0.6).strokeColor(look.rule).stroke();
    }
    let left = MARGIN;
    for (const { text, width, isNumeric } of texts) {
      const align = isNumeric ? "right" : "left";
      document.text(text, left, top + GAP, { width: width - GAP, align });
      left += width;
    }
    document.x = MARGIN;
    document.y = top + height + 2 * GAP;
  }
}
