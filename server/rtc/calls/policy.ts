/** The policy of an RTC token: each service takes a token of its own policy. */
export type Policy = "SESSION" | "PRECONFERENCE" | "POSTCONFERENCE" | "PRESENCE" | "REPORTING" | "GUESTCHAT";
