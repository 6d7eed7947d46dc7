import packageJson from "../../package.json" with { type: "json" };

/** The version of this repository, as reports name it. */
export const RELEASE: string = packageJson.version;
