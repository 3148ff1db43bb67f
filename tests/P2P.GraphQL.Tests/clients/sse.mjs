// node sse.mjs URL TOKEN [SUBSCRIPTION EVENTS]: the client of graphql-sse, with and without a token.
import assert from 'node:assert/strict';
import { createClient } from 'graphql-sse';

const [url, token, subscription, events] = process.argv.slice(2);
const connect = (authorization) => createClient({ url, headers: { authorization }, retryAttempts: 0 });
const all = async (client, query) => {
  const results = [];
  for await (const result of client.iterate({ query })) {
    results.push(result);
  }
  return results;
};

const client = connect(`Bearer ${token}`);
assert.equal((await all(client, '{ __typename }'))[0].data.__typename, 'Query');
assert.equal((await all(client, 'mutation { __typename }'))[0].data.__typename, 'Mutation');
assert.equal((await all(client, '{ noSuchField }'))[0].errors[0].extensions.code, 'FIELDS_ON_CORRECT_TYPE');
if (subscription) {
  const results = await all(client, subscription);
  assert.equal(results.length, Number(events));
  assert.ok(results.every((result) => !result.errors));
}
client.dispose();

await assert.rejects(all(connect('Bearer nonsense'), '{ __typename }'), (error) => error.response.status === 401);
console.log('sse: passed');
process.exit(0);
