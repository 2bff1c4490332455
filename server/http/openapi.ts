import * as z from "zod/mini";
import {
  choiceRequestSchema,
  claimRequestSchema,
  conferenceRequestSchema,
  conferenceSchema,
  unclaimedConferencesSchema,
} from "../../src/contract/conference";
import { errorResponseSchema } from "../../src/contract/errors";
import {
  chatRequestSchema,
  chatSchema,
  configurationSchema,
  finishedConferencesSchema,
  instantConferenceRequestSchema,
  instantConferenceSchema,
  liveHelpSchema,
  presenceRequestSchema,
  presenceSchema,
  reportSchema,
  upcomingConferencesSchema,
} from "../../src/contract/services";

const id = {
  name: "id",
  in: "path",
  required: true,
  description: "The conference ID.",
  schema: { type: "string" },
};
const key = (where: "header" | "query", name: string) => ({
  name,
  in: where,
  required: true,
  description: "The appointment's key: a UUID, saved in the appointment before the first call.",
  schema: { type: "string", format: "uuid" },
});
const onBehalfOf = {
  name: "On-Behalf-Of",
  in: "header",
  required: false,
  description:
    "Mail address of the person for whom a delegate asks, percent-encoded where it is not ASCII; what is allowed is set at the relay.",
  schema: { type: "string", format: "email" },
};
const ifMatch = (required: boolean) => ({
  name: "If-Match",
  in: "header",
  required,
  description: "The version (ETag) that the change starts from, or * for any.",
  schema: { type: "string" },
});
const mark = {
  name: "mark",
  in: "query",
  required: false,
  description: "The mark of the appointment's item, in place of its key.",
  schema: { type: "string" },
};
const period = ["from", "to"].map((name) => ({
  name,
  in: "query",
  required: false,
  schema: { type: "string", format: "date-time" },
}));
const failure = { description: "Refused or failed.", content: json("Error") };
const takes = (schema: SchemaName) => ({ requestBody: { required: true, content: json(schema) } });
const answers = (status: number, schema: SchemaName | null) => ({
  responses: {
    [status]: {
      description: schema ?? "Done.",
      ...(schema && { content: json(schema) }),
    },
    default: failure,
  },
});

const schemas = {
  ConferenceRequest: conferenceRequestSchema,
  Conference: conferenceSchema,
  ChoiceRequest: choiceRequestSchema,
  ClaimRequest: claimRequestSchema,
  UnclaimedConferences: unclaimedConferencesSchema,
  Configuration: configurationSchema,
  PresenceRequest: presenceRequestSchema,
  Presence: presenceSchema,
  UpcomingConferences: upcomingConferencesSchema,
  FinishedConferences: finishedConferencesSchema,
  Report: reportSchema,
  InstantConferenceRequest: instantConferenceRequestSchema,
  InstantConference: instantConferenceSchema,
  LiveHelp: liveHelpSchema,
  ChatRequest: chatRequestSchema,
  Chat: chatSchema,
  Error: errorResponseSchema,
};
type SchemaName = keyof typeof schemas;

/** The API as OpenAPI 3.1, made from the very schemas that check it. */
export function describeApi() {
  return {
    openapi: "3.1.0",
    info: { title: "Web conference relay", version: "1" },
    security: [{ bearer: [] }],
    paths: {
      "/api/conferences": {
        parameters: [onBehalfOf],
        get: {
          summary:
            "Find the conference of an appointment by its key, or by the mark that it was claimed with",
          parameters: [{ ...key("query", "key"), required: false }, mark],
          ...answers(200, "Conference"),
        },
        post: {
          summary: "Schedule a conference; the same key and request again give the same answer",
          parameters: [key("header", "Idempotency-Key")],
          ...takes("ConferenceRequest"),
          ...answers(201, "Conference"),
        },
      },
      "/api/conferences/{id}": {
        parameters: [onBehalfOf],
        get: { summary: "A conference of the caller", parameters: [id], ...answers(200, "Conference") },
        put: {
          summary: "Replace what is scheduled by the whole of what is sent",
          parameters: [id, ifMatch(true)],
          ...takes("ConferenceRequest"),
          ...answers(200, "Conference"),
        },
        delete: {
          summary: "Delete the conference; deleting it again succeeds",
          parameters: [id, ifMatch(false)],
          ...answers(204, null),
        },
      },
      "/api/conferences/{id}/claim": {
        parameters: [onBehalfOf],
        put: {
          summary: "Say that an appointment is about to hold the conference's invitation, or holds it",
          parameters: [id],
          ...takes("ClaimRequest"),
          ...answers(204, null),
        },
      },
      "/api/conferences/choice": {
        parameters: [onBehalfOf],
        post: {
          summary: "Say which candidate is the conference whose answer was lost, or that it is none of them",
          parameters: [key("header", "Idempotency-Key")],
          ...takes("ChoiceRequest"),
          ...answers(201, "Conference"),
        },
      },
      "/api/unclaimed-conferences": {
        parameters: [onBehalfOf],
        get: {
          summary: "Conferences of the caller that no appointment holds",
          ...answers(200, "UnclaimedConferences"),
        },
      },
      "/api/conferences/{id}/report": {
        parameters: [onBehalfOf],
        get: {
          summary: "A finished conference that the caller owns or attended; attendance for its owner",
          parameters: [id],
          ...answers(200, "Report"),
        },
      },
      "/api/upcoming-conferences": {
        parameters: [onBehalfOf],
        get: {
          summary: "Conferences that the caller hosts or is invited to, by their start",
          parameters: period,
          ...answers(200, "UpcomingConferences"),
        },
      },
      "/api/finished-conferences": {
        parameters: [onBehalfOf],
        get: {
          summary: "Conferences that the caller owns or attended, by their end; 93 days at the most",
          parameters: period,
          ...answers(200, "FinishedConferences"),
        },
      },
      "/api/configuration": {
        parameters: [onBehalfOf],
        get: { summary: "What the caller's site offers and wants", ...answers(200, "Configuration") },
      },
      "/api/presence": {
        parameters: [onBehalfOf],
        post: {
          summary: "Presence of up to 1,000 addresses",
          ...takes("PresenceRequest"),
          ...answers(200, "Presence"),
        },
      },
      "/api/instant-conferences": {
        post: {
          summary: "Start a conference now",
          parameters: [key("header", "Idempotency-Key")],
          ...takes("InstantConferenceRequest"),
          ...answers(201, "InstantConference"),
        },
      },
      "/api/live-help": {
        get: { summary: "Whether there is live help, and somebody there", ...answers(200, "LiveHelp") },
        post: {
          summary: "The form that opens a chat with the support group",
          ...takes("ChatRequest"),
          ...answers(200, "Chat"),
        },
      },
    },
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema)]),
      ),
    },
  };
}

function json(schema: SchemaName) {
  return { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } };
}
