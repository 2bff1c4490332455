/** Somebody whom a pinned issuer vouches for. */
export interface Caller {
  /** Issuer + tenant + subject: what people are told apart by. Never an e-mail address. */
  id: string;
  issuer: string;
  tenant: string | null;
  subject: string;
  /** The RTC user ID, from the issuer's configured claim. */
  userId: string;
  name: string;
  address: string | null;
}

/** The identity of a person. */
export function callerId(issuer: string, tenant: string | null, subject: string): string {
  return JSON.stringify([issuer, tenant, subject]);
}
