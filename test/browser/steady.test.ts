import { closeWorld, openWorld, type World } from "./harness";
import { measureSteadiness, type Moment } from "./steadiness";

jest.setTimeout(90_000);

let world: World;
beforeAll(async () => (world = await openWorld()));
afterAll(() => closeWorld(world));

const most = 0.02;

test.each([
  [1200, 0, false],
  [320, 150, true],
  [1200, 400, true],
])(
  "width %i, every script %i ms late, a leftover: %s: nothing moves by itself",
  async (width, lineMs, leavesOne) => {
    const moments = await measureSteadiness(world, { width, lineMs, leavesOne });
    const isSteady = ({ shifts }: Moment) => shifts.byItself < most && shifts.afterInput < most;
    expect(moments.filter((moment) => !isSteady(moment))).toEqual([]);
  },
);
