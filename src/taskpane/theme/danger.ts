import { makeStyles, tokens } from "@fluentui/react-components";

const quiet = tokens.colorStatusDangerForeground3;
const loud = {
  color: tokens.colorNeutralForegroundOnBrand,
  backgroundColor: tokens.colorStatusDangerBackground3,
};
const isColoured = "@media (forced-colors: none)";
const inHighContrast = "@media (forced-colors: active)";

/** Buttons that delete: `asks` opens the question, `deletes` answers it. In high contrast a thick border takes the colour's place. */
export const useDangerStyles = makeStyles({
  asks: {
    [isColoured]: {
      color: quiet,
      border: `${tokens.strokeWidthThin} solid ${tokens.colorStatusDangerBorder1}`,
      ":hover:not([aria-disabled='true'])": {
        color: quiet,
        backgroundColor: tokens.colorStatusDangerBackground1,
      },
      ":hover:active:not([aria-disabled='true'])": { color: quiet },
      "&[aria-disabled='true']": { color: tokens.colorNeutralForegroundDisabled },
    },
    [inHighContrast]: { border: `${tokens.strokeWidthThick} dashed ButtonText` },
  },
  deletes: {
    [isColoured]: {
      ...loud,
      border: `${tokens.strokeWidthThin} solid transparent`,
      ":hover:not([aria-disabled='true'])": { ...loud, filter: "brightness(0.9)" },
      ":hover:active:not([aria-disabled='true'])": loud,
      "&[aria-disabled='true']": {
        color: tokens.colorNeutralForegroundDisabled,
        backgroundColor: tokens.colorNeutralBackgroundDisabled,
      },
    },
    [inHighContrast]: { border: `${tokens.strokeWidthThickest} solid ButtonText` },
  },
});
