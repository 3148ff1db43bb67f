// node audit.mjs URL TOKEN: every audit of GraphQL over HTTP, MUST, SHOULD and MAY.
import { auditServer } from 'graphql-http';

const [url, token] = process.argv.slice(2);
const fetchFn = (address, init = {}) =>
  fetch(address, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });

const results = await auditServer({ url, fetchFn });
const failed = results.filter((result) => result.status !== 'ok');
for (const { id, name, reason } of failed) {
  console.error(`${id} ${name}: ${reason}`);
}

console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
