// A mail server on this machine. Argument: { port, key, cert, user, password } as JSON, all but the port optional.
// It writes a line { port } when it listens, { connection } for each that is opened, and { from, to, raw } for each mail that it
// takes. It ends with its input. What it does with a mail is said by the receiver's name.
import { SMTPServer } from "smtp-server";

const options = JSON.parse(process.argv[2]);
const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");
const answer = (code, text) => Object.assign(new Error(text), { responseCode: code });
const nameOf = (address) => address.address.split("@")[0];

const server = new SMTPServer({
  secure: false,
  hideSTARTTLS: !options.key,
  key: options.key,
  cert: options.cert,
  authOptional: !options.user,
  allowInsecureAuth: false,
  disableReverseLookup: true,
  logger: false,
  onConnect(session, done) {
    say({ connection: session.id });
    done();
  },
  onAuth(auth, session, done) {
    auth.username === options.user && auth.password === options.password
      ? done(null, { user: auth.username })
      : done(answer(535, "Wrong password"));
  },
  onRcptTo(address, session, done) {
    switch (nameOf(address)) {
      case "refused": return done(answer(550, "No such mailbox"));
      case "busy": return done(answer(450, "Come back later"));
      case "closing": return done(answer(421, "Going down"));
      case "cut": return cut(session);
      default: return done();
    }
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => {
      const name = nameOf(session.envelope.rcptTo[0]);
      if (name === "spam") {
        return done(answer(554, "Not wanted"));
      }

      say({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((to) => to.address),
        raw: Buffer.concat(parts).toString("utf8"),
      });
      name === "lost" ? cut(session) : done();
    });
  },
});

function cut(session) {
  for (const connection of server.connections) {
    if (connection.id === session.id) {
      connection._socket.destroy();
    }
  }
}

server.on("error", () => {}); // A connection that breaks off is no reason to end.
const listening = server.listen(options.port, "127.0.0.1", () => say({ port: listening.address().port }));
process.stdin.on("end", () => process.exit(0)).resume();
