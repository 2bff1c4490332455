import * as z from "zod/mini";
import { conferenceRequestSchema, conferenceSchema } from "../../src/contract/conference";
import { errorResponseSchema } from "../../src/contract/errors";

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
const body = { required: true, content: json({ $ref: "#/components/schemas/ConferenceRequest" }) };
const conference = (description: string) => ({
  description,
  content: json({ $ref: "#/components/schemas/Conference" }),
});
const failure = { description: "Refused or failed.", content: json({ $ref: "#/components/schemas/Error" }) };

/** The API as OpenAPI 3.1, made from the very schemas that check it. */
export function describeApi() {
  return {
    openapi: "3.1.0",
    info: { title: "Web conference relay", version: "1" },
    security: [{ bearer: [] }],
    paths: {
      "/api/conferences": {
        get: {
          summary: "Find the conference of an appointment by its key",
          parameters: [key("query", "key")],
          responses: { 200: conference("The conference."), default: failure },
        },
        post: {
          summary: "Schedule a conference; the same key and request again give the same answer",
          parameters: [key("header", "Idempotency-Key")],
          requestBody: body,
          responses: { 201: conference("Scheduled."), default: failure },
        },
      },
      "/api/conferences/{id}": {
        get: { parameters: [id], responses: { 200: conference("The conference."), default: failure } },
        put: {
          summary: "Replace what is scheduled by the whole of what is sent",
          parameters: [id],
          requestBody: body,
          responses: { 200: conference("Updated."), default: failure },
        },
        delete: {
          summary: "Delete the conference; deleting it again succeeds",
          parameters: [id],
          responses: { 204: { description: "Deleted." }, default: failure },
        },
      },
    },
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: {
        ConferenceRequest: z.toJSONSchema(conferenceRequestSchema),
        Conference: z.toJSONSchema(conferenceSchema),
        Error: z.toJSONSchema(errorResponseSchema),
      },
    },
  };
}

function json(schema: { $ref: string }) {
  return { "application/json": { schema } };
}
