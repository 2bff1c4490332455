export interface KnownPerson {
  address: string;
  /** The RTC user ID; null: the site has somebody of this address, and does not say whom. */
  userId: string | null;
}

/** The users of a site whose addresses are known from its own answers or from the administrator. Nothing is guessed. */
export interface KnownPeople {
  has(address: string): boolean;
  userIdOf(address: string): string | null;
  /** Takes in what the site itself has said. */
  learn(person: KnownPerson): void;
}

const mostLearned = 50_000;

/** `given`: the administrator's people, whom no answer changes. */
export function createKnownPeople(given: readonly KnownPerson[]): KnownPeople {
  const byAdministrator = new Map(given.map(({ address, userId }) => [fold(address), userId]));
  const learned = new Map<string, string | null>();
  const find = (address: string) => byAdministrator.get(fold(address)) ?? learned.get(fold(address)) ?? null;
  return {
    has: (address) => byAdministrator.has(fold(address)) || learned.has(fold(address)),
    userIdOf: find,
    learn: ({ address, userId }) => {
      const key = fold(address);
      const known = learned.get(key) ?? null;
      learned.delete(key);
      learned.set(key, userId ?? known);
      const oldest = learned.keys().next();
      if (learned.size > mostLearned && !oldest.done) learned.delete(oldest.value);
    },
  };
}

function fold(address: string): string {
  return address.trim().toLowerCase();
}
