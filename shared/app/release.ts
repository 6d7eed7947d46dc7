/**
 * The version of this repository, as reports name it. A test holds it to package.json, which is not read here: a bundle would carry all
 * of it along.
 */
export const RELEASE = "0.1.0";
