/** The contract's shapes with each time as a Date, as the client has them. JSON writes a Date as the contract wants it. */
import type * as conferences from "../contract/conference";
import type * as services from "../contract/services";

/** The contract's fields that hold a time. */
export const timeFields = ["start", "end", "from", "to", "entered", "exited", "createdAt"] as const;

export type WithDates<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : {
      [Key in keyof Value]: Key extends (typeof timeFields)[number]
        ? Date | Exclude<Value[Key], string>
        : WithDates<Value[Key]>;
    };

export type Conference = WithDates<conferences.Conference>;
export type ConferenceRequest = WithDates<conferences.ConferenceRequest>;
export type Candidate = WithDates<conferences.Candidate>;
export type UpcomingConferences = WithDates<services.UpcomingConferences>;
export type Report = WithDates<services.Report>;

const names: readonly string[] = timeFields;

/** A checked answer with Dates for its times. */
export function withDates<Answer>(answer: Answer): WithDates<Answer>;
export function withDates(answer: unknown): unknown {
  const dated: unknown = JSON.parse(JSON.stringify(answer), (name, value: unknown) =>
    typeof value === "string" && names.includes(name) ? new Date(value) : value,
  );
  return dated;
}
