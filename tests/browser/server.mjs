// The plainest of servers: files of one folder, text compressed, as any host would serve them.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
};

/** Serves under a path, for a site has to work there too. */
export async function serve(root) {
  const server = createServer(async (request, response) => {
    try {
      const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
      const place = normalize(join(root, path.replace(/^\/sub\/path\//, "/")));
      if (!path.startsWith("/sub/path/") || !place.startsWith(root + sep)) throw new Error("outside");
      const bytes = await readFile(place);
      const type = TYPES[extname(place)] ?? "application/octet-stream";
      if (/text|json|xml/.test(type) && /gzip/.test(request.headers["accept-encoding"])) {
        response.writeHead(200, { "content-type": type, "content-encoding": "gzip" }).end(gzipSync(bytes));
      } else {
        response.writeHead(200, { "content-type": type }).end(bytes);
      }
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { origin: `http://127.0.0.1:${server.address().port}/sub/path/`, close };
}
