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
  const byAdministrator = new Map<string, Set<string>>();
  for (const person of given) add(byAdministrator, person);
  const learned = new Map<string, Set<string>>();
  /** An address that two users have is nobody's. */
  function find(address: string): string | null {
    const ids = [byAdministrator, learned]
      .map((people) => people.get(fold(address)))
      .find((some) => some?.size);
    const [only = null] = ids ?? [];
    return ids?.size === 1 ? only : null;
  }
  return {
    has: (address) => byAdministrator.has(fold(address)) || learned.has(fold(address)),
    userIdOf: find,
    learn: (person) => {
      add(learned, person);
      const oldest = learned.keys().next();
      if (learned.size > mostLearned && !oldest.done) learned.delete(oldest.value);
    },
  };
}

/** Adds a person as the newest one. */
function add(people: Map<string, Set<string>>, { address, userId }: KnownPerson): void {
  const key = fold(address);
  const ids = people.get(key) ?? new Set<string>();
  const isNew = ![...ids].some((id) => fold(id) === fold(userId ?? ""));
  if (userId !== null && userId.trim() !== "" && isNew) ids.add(userId.trim());
  people.delete(key);
  people.set(key, ids);
}

function fold(address: string): string {
  return address.trim().toLowerCase();
}
