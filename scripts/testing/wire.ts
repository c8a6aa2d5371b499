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
  readonly close: () => Promise<void>;
};

/** Listens on loopback and forwards to the server of the URL. */
export async function startWire(targetUrl: string): Promise<Wire> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  const held: (() => void)[] = [];
  let isFrozen = false;
  let delayMs = () => 0;
  const pass = (source: Socket, sink: Socket) => {
    let last = Promise.resolve();
    source.on("data", (bytes) => {
      const ms = delayMs();
      // In order: a packet that was delayed longer holds the later ones up, as TCP does.
      last = last.then(async () => {
        if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
        if (isFrozen) await new Promise<void>((resolve) => held.push(resolve));
        if (!sink.destroyed) sink.write(bytes);
      });
    });
    source.on("error", () => sink.destroy());
    source.on("close", () => void last.then(() => sink.destroy()));
  };
  const server = createServer((client) => {
    const upstream = dial(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay(true));
      socket.on("close", () => sockets.delete(socket));
    }
    pass(client, upstream);
    pass(upstream, client);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  const thaw = () => {
    isFrozen = false;
    for (const release of held.splice(0)) release();
  };
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: url.href,
    freeze: () => {
      isFrozen = true;
    },
    thaw,
    cut,
    slow: (next) => {
      delayMs = next;
    },
    close: async () => {
      thaw();
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
