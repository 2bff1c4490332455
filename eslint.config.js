import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** The folder rule: who may import whom (docs/architecture.md). Each entry: folder -> what it may not import. */
const forbidden = {
  "src/contract": [
    "outlook",
    "invitation",
    "conference",
    "relay",
    "taskpane",
    "commands",
    "preview",
    "server",
  ],
  "src/outlook": ["invitation", "conference", "relay", "taskpane", "commands", "preview", "server"],
  "src/invitation": ["outlook", "conference", "relay", "taskpane", "commands", "preview", "server"],
  "src/relay": ["outlook", "invitation", "conference", "taskpane", "commands", "preview", "server"],
  "src/conference": ["taskpane", "commands", "preview", "server"],
  "src/taskpane": ["commands", "preview", "server"],
  "src/commands": ["taskpane", "preview", "server"],
  "src/preview": ["outlook", "invitation", "conference", "relay", "taskpane", "commands", "server"],
  "server/rtc": ["http", "conferences", "sites", "simulator", "ledger", "preview", "config", "src"],
  "server/ledger": ["http", "conferences", "sites", "rtc", "simulator", "preview"],
  "server/sites": ["http", "simulator", "preview", "config"],
  "server/conferences": ["http", "simulator", "preview", "config"],
  "server/http": ["simulator", "preview", "config"],
  "server/config": ["http", "simulator/main", "preview", "src"],
  "server/simulator": ["rtc", "conferences", "sites", "ledger", "preview", "src"],
  "server/preview": ["rtc", "conferences", "sites", "simulator", "ledger", "src"],
  "server/tools/doctor": ["http", "conferences", "sites", "ledger", "preview", "src"],
  "server/tools/ledger": ["http", "simulator", "preview", "src"],
};

export default tseslint.config(
  { ignores: ["dist", "coverage", "**/*.cjs", "test/samples/recorded/producers"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: "./tsconfig.json" } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-console": "error",
    },
  },
  {
    files: ["**/*.tsx"],
    plugins: { "react-hooks": reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  ...Object.entries(forbidden).map(([folder, folders]) => ({
    files: [`${folder}/**/*.{ts,tsx}`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${folders.join("|")})(/|$)`,
              message: `${folder} may not import this folder (docs/architecture.md, "Who may import whom").`,
            },
          ],
        },
      ],
    },
  })),
  {
    // Only the mains know the environment; server/config makes settings of it.
    files: ["server/**/*.ts"],
    ignores: [
      "server/main.ts",
      "server/simulator/main.ts",
      "server/tools/doctor/main.ts",
      "server/tools/ledger/main.ts",
    ],
    rules: { "no-restricted-properties": ["error", { object: "process", property: "env" }] },
  },
  {
    files: ["test/**/*.ts", "test/**/*.tsx"],
    rules: {
      "@typescript-eslint/consistent-type-assertions": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      // jest's own matchers are typed as any.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
);
