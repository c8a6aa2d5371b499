import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type * as Smtp from "smtp-server";

/** The package's build for `import` names a folder, which Node refuses to load. */
const { SMTPServer }: typeof Smtp = createRequire(import.meta.url)("smtp-server");

export type ReceivedMail = {
  /** To whom the envelope went, whatever the headers say. */
  readonly recipients: readonly string[];
  readonly headers: ReadonlyMap<string, string>;
  /** The plain half, decoded. */
  readonly text: string;
};

export type MailServer = {
  readonly url: string;
  /** What has arrived for an address, oldest first. */
  readonly mailsTo: (address: string) => readonly ReceivedMail[];
  readonly stop: () => Promise<void>;
};

/** A mail server on loopback that takes every mail and keeps it; on any port unless told. */
export async function startMailServer(on = 0): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const recipients = envelope.rcptTo.map(({ address }) => address);
        received.push({ recipients, ...parseMail(Buffer.concat(chunks).toString("utf8")) });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(on, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mailsTo: (address) => received.filter(({ recipients }) => recipients.includes(address)),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function parseMail(raw: string): Pick<ReceivedMail, "headers" | "text"> {
  const { headers, body } = parseEntity(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get("content-type") ?? "")?.[1];
  const parts = boundary === undefined ? [raw] : body.split(`--${boundary}`).slice(1, -1);
  const plain = parts
    .map((part) => parseEntity(part.replace(/^\r\n/, "")))
    .find((part) => part.headers.get("content-type")?.startsWith("text/plain"));
  if (!plain) throw new Error("A mail without a plain half came in");
  return { headers, text: decode(plain.body, plain.headers.get("content-transfer-encoding")) };
}

function parseEntity(raw: string) {
  const end = raw.indexOf("\r\n\r\n");
  const lines = raw.slice(0, end).replaceAll(/\r\n[ \t]+/g, " ");
  const headers = new Map(
    lines.split("\r\n").map((line) => {
      const at = line.indexOf(":");
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
    }),
  );
  return { headers, body: raw.slice(end + 4) };
}

function decode(body: string, encoding: string | undefined): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const bytes = body
    .replaceAll(/=\r\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, "latin1").toString("utf8");
}
