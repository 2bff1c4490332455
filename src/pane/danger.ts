import { makeStyles, tokens } from "@fluentui/react-components";

const quiet = tokens.colorStatusDangerForeground3;
const loud = {
  color: tokens.colorNeutralForegroundOnBrand,
  backgroundColor: tokens.colorStatusDangerBackground3,
};

/** Buttons that delete: `asks` opens the question, `deletes` is its answer. High contrast has its own colours, and a border. */
export const useDangerStyles = makeStyles({
  asks: {
    color: quiet,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorStatusDangerBorder1}`,
    ":hover:not([aria-disabled='true'])": {
      color: quiet,
      backgroundColor: tokens.colorStatusDangerBackground1,
    },
    ":hover:active:not([aria-disabled='true'])": { color: quiet },
    "&[aria-disabled='true']": { color: tokens.colorNeutralForegroundDisabled },
  },
  deletes: {
    ...loud,
    border: `${tokens.strokeWidthThin} solid transparent`,
    ":hover:not([aria-disabled='true'])": { ...loud, filter: "brightness(0.9)" },
    ":hover:active:not([aria-disabled='true'])": loud,
    "&[aria-disabled='true']": {
      color: tokens.colorNeutralForegroundDisabled,
      backgroundColor: tokens.colorNeutralBackgroundDisabled,
    },
  },
});
