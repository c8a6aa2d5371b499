import { createServer, connect as dial, type Socket } from "node:net";
import { freePort } from "@/db/embedded";

/** The network between a client and a server, to be cut, frozen and slowed by a test. */
export type Wire = {
  /** The server's address, through the wire. */
  readonly url: string;
  /** Nothing passes any more, in either direction, and nobody is told. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Resets every connection that is open now. */
  readonly cut: () => void;
  /** Each packet waits this long from now on. */
  readonly slow: (delayMs: () => number) => void;
  /** From now on, one packet of so many is lost, and its connection with it. */
  readonly lose: (oneOf: number) => void;
  readonly close: () => Promise<void>;
};

/** Listens on loopback and forwards to the server of the URL. */
export async function startWire(targetUrl: string): Promise<Wire> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  const line: Line = { isFrozen: false, delayMs: () => 0, oneOf: Infinity, packets: 0, held: [] };
  const server = createServer((client) => {
    const upstream = dial(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay(true));
      socket.on("close", () => sockets.delete(socket));
    }
    pass(line, client, upstream);
    pass(line, upstream, client);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  const thaw = () => {
    line.isFrozen = false;
    for (const release of line.held.splice(0)) release();
  };
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: url.href,
    freeze: () => {
      line.isFrozen = true;
    },
    thaw,
    cut,
    slow: (next) => {
      line.delayMs = next;
    },
    lose: (next) => {
      line.oneOf = next;
    },
    close: async () => {
      thaw();
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What happens to packets at the moment. */
type Line = {
  isFrozen: boolean;
  delayMs: () => number;
  oneOf: number;
  packets: number;
  readonly held: (() => void)[];
};

function pass(line: Line, source: Socket, sink: Socket): void {
  let last = Promise.resolve();
  source.on("data", (bytes) => {
    line.packets += 1;
    if (line.packets % line.oneOf === 0) {
      for (const socket of [source, sink]) socket.resetAndDestroy();
      return;
    }
    const ms = line.delayMs();
    // In order: a packet that was delayed longer holds the later ones up, as TCP does.
    last = last.then(async () => {
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
      if (line.isFrozen) await new Promise<void>((resolve) => line.held.push(resolve));
      if (!sink.destroyed) sink.write(bytes);
    });
  });
  source.on("error", () => sink.destroy());
  source.on("close", () => void last.then(() => sink.destroy()));
}
