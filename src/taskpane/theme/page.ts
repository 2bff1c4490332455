import { makeStyles, tokens } from "@fluentui/react-components";

/** A page that scrolls as one column, for the views without a row of buttons at the bottom. */
export const usePageStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    boxSizing: "border-box",
    height: "100vh",
    padding: tokens.spacingHorizontalL,
    overflowY: "auto",
    // The text stays where it is when a scrollbar appears.
    scrollbarGutter: "stable",
    "& > *": { flexShrink: 0 },
    color: tokens.colorNeutralForeground1,
  },
});
