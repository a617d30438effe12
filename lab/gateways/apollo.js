// Apollo's gateway with minimal code of our own: reads the supergraph from stdin, prints its URL to stdout.
const { text } = require('node:stream/consumers');
const { ApolloGateway, RemoteGraphQLDataSource } = require('@apollo/gateway');
const { ApolloServer } = require('@apollo/server');
const { startStandaloneServer } = require('@apollo/server/standalone');

const PATIENCE_MS = Number(process.env.PATIENCE_MS);
const silent = { debug() {}, info() {}, warn() {}, error() {} };

class DataSource extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    if (context.authorization) request.http.headers.set('authorization', context.authorization);
  }
}

async function start() {
  const gateway = new ApolloGateway({
    supergraphSdl: await text(process.stdin),
    logger: silent,
    buildService: ({ url }) => {
      const fetcher = (to, init) => fetch(to, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
      return new DataSource({ url, fetcher });
    },
  });
  const server = new ApolloServer({ gateway, logger: silent });
  const context = async ({ req }) => ({ authorization: req.headers.authorization });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' }, context });
  console.log(url);
}

void start();
