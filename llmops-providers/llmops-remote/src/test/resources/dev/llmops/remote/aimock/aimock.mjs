// Starts aimock on a free port of the loopback interface, prints where, and ends when its standard input does, so that
// no process stays behind whatever becomes of the tests.
//
// In place of aimock's own command, which takes no fixtures for moderation and reranking.
//
// usage: node aimock.mjs NODE_MODULES FIXTURES SERVICES
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, fixtures, services] = process.argv.slice(2);
const entry = join(modules, "@copilotkit", "aimock", "dist", "index.js");
const { LLMock } = await import(pathToFileURL(entry).href);

const server = new LLMock({
  host: "127.0.0.1",
  port: 0,
  chunkSize: 4,
  metrics: true,
  logLevel: "warn",
  journalMaxEntries: 0,
  auth: { apiKeys: process.env.AIMOCK_API_KEYS.split(",") },
});
server.loadFixtureDir(fixtures);
const { moderation, rerank } = JSON.parse(readFileSync(services, "utf8"));
moderation.forEach(({ match, result }) => server.onModerate(match, result));
rerank.forEach(({ match, results }) => server.onRerank(match, results));

process.stdin.on("end", () => process.exit(0)).resume();
console.log(`listening at ${await server.start()}`);
