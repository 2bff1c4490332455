import { createRelayRequest } from "../../src/relay/ask";
import { findUnusedConferences } from "../../src/relay/unclaimed";
import { conferenceOf, request } from "../conference/fakes";

const askOf = (answer: unknown, asked: string[] = []) =>
  createRelayRequest({
    origin: "https://relay.example.com",
    signIn: () => Promise.resolve("t"),
    fetch: (url, { method }) => {
      asked.push(`${method} ${url}`);
      return Promise.resolve(Response.json(answer));
    },
  });

test("the conferences that no appointment uses are asked for, and come with their keys", async () => {
  const conferences = [{ key: "0b8a9d3e-3f0a-4b53-8b52-0f2f3c9d1a77", conference: conferenceOf(request) }];
  const asked: string[] = [];
  expect(await findUnusedConferences(askOf({ conferences }, asked))).toEqual(conferences);
  expect(asked).toEqual(["GET https://relay.example.com/api/unclaimed-conferences"]);
});

test("an answer that is not the contract's is a failure", async () => {
  await expect(findUnusedConferences(askOf({ conferences: [{ key: "k" }] }))).rejects.toMatchObject({
    code: "RELAY_UNREADABLE",
  });
});
