/** The purpose of a call's token (guide, Table 3-5). Configuration takes the session token itself. */
export type Policy = "SESSION" | "PRECONFERENCE" | "POSTCONFERENCE" | "PRESENCE" | "REPORTING" | "GUESTCHAT";
