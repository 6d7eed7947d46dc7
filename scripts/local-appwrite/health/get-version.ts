import { ok, PUBLIC, route } from "../http/route.ts";
import { VERSION } from "../version.ts";

/** Answers every caller, of whatever project. */
export const getVersion = () => route("GET", "/health/version", PUBLIC, () => ok({ version: VERSION }));
