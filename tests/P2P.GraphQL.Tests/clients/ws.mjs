// node ws.mjs URL TOKEN [SUBSCRIPTION EVENTS]: the client of graphql-ws, with and without a token.
import assert from 'node:assert/strict';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [address, token, subscription, events] = process.argv.slice(2);
const url = address.replace(/^http/, 'ws');
const connect = (authorization) =>
  createClient({ url, webSocketImpl: WebSocket, connectionParams: { authorization }, retryAttempts: 0, keepAlive: 1000 });
const all = async (client, query) => {
  const results = [];
  for await (const result of client.iterate({ query })) {
    results.push(result);
  }
  return results;
};

const client = connect(`Bearer ${token}`);
const [query, mutation] = await Promise.all([all(client, '{ __typename }'), all(client, 'mutation { __typename }')]);
assert.equal(query[0].data.__typename, 'Query');
assert.equal(mutation[0].data.__typename, 'Mutation');
await assert.rejects(all(client, '{ noSuchField }'), (errors) => errors[0].extensions.code === 'FIELDS_ON_CORRECT_TYPE');
if (subscription) {
  const results = await all(client, subscription);
  assert.equal(results.length, Number(events));
  assert.ok(results.every((result) => !result.errors));
}
await client.dispose();

await assert.rejects(all(connect('Bearer nonsense'), '{ __typename }'), (close) => close.code === 4403);
console.log('ws: passed');
process.exit(0);
