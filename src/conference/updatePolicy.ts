/** The setting by which event handlers know what the site wants of them: "auto" or "ask". */
export const updatePolicySetting = "updatePolicy";
