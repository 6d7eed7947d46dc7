/** The version that is imitated, and that the server answers as its own; clients look at it. */
export const VERSION = "1.9.6";
