/** Thrown when a setting is missing or wrong; the message names it and says what to do. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** The environment, or a part of it. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A whole number within bounds. Throws ConfigError. */
export function readNumber(env: Env, name: string, standard: number, min: number, max: number): number {
  const text = env[name];
  if (text === undefined || text === "") return standard;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ConfigError(`${name} must be a whole number from ${min} to ${max}.`);
}
