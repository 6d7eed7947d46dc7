import { configureGlobal } from "fast-check";

/**
 * Property tests see the same cases in every run, so that a change fails or passes for what it is. `SEED=random npm test`, or a number,
 * looks at others.
 */
const { SEED = "1" } = process.env;
configureGlobal(SEED === "random" ? {} : { seed: Number(SEED) });
