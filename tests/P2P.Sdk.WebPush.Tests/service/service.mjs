// A push service and the browser behind it. Argument: { key, cert } as JSON.
// It writes a line { port, p256dh, auth } when it listens, and { path, headers, claims, text } for each message that it takes: the
// message is decrypted by http_ece and the sender's token checked by node's own cryptography. It ends with its input.
import crypto from "node:crypto";
import https from "node:https";
import ece from "http_ece";

const options = JSON.parse(process.argv[2]);
const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");
const browser = crypto.createECDH("prime256v1");
const p256dh = browser.generateKeys("base64url");
const auth = crypto.randomBytes(16).toString("base64url");
const statuses = { "/gone": 410, "/missing": 404, "/busy": 429, "/broken": 503, "/refused": 403, "/moved": 307, "/rest": 429, "/down": 503 };
const headers = {
  "/moved": () => ({ location: "/elsewhere" }),
  "/rest": () => ({ "retry-after": "120" }),
  "/down": () => ({ "retry-after": new Date(Date.now() + 3_600_000).toUTCString() }),
};

function claimsOf(header) {
  const { token, k } = header.match(/^vapid t=(?<token>[^,]+), k=(?<k>[\w-]+)$/).groups;
  const [head, body, signature] = token.split(".");
  const point = Buffer.from(k, "base64url");
  const key = crypto.createPublicKey({
    format: "jwk",
    key: { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") },
  });
  const ok = crypto.verify("sha256", Buffer.from(`${head}.${body}`), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
  if (!ok) {
    throw new Error("The token's signature is wrong.");
  }

  return { k, ...JSON.parse(Buffer.from(head, "base64url")), ...JSON.parse(Buffer.from(body, "base64url")) };
}

https.createServer({ key: options.key, cert: options.cert }, (request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    if (request.url === "/cut") {
      return request.socket.destroy();
    }

    const status = statuses[request.url] ?? 201;
    if (status === 201) {
      const text = ece.decrypt(Buffer.concat(parts), { version: "aes128gcm", privateKey: browser, authSecret: auth }).toString("utf8");
      say({ path: request.url, headers: request.headers, claims: claimsOf(request.headers.authorization), text });
    }

    response.writeHead(status, headers[request.url]?.() ?? {}).end();
  });
}).listen(0, "127.0.0.1", function () {
  say({ port: this.address().port, p256dh, auth });
});
process.stdin.on("end", () => process.exit(0)).resume();
