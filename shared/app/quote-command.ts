import type { JsonObject } from "../core/json.ts";
import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { type Connection, createClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/node/env.ts";
import { quoteAnswer } from "../service/api/post-quote.ts";
import { createCalibrations } from "../service/quota/calibration.ts";
import { lastMeasured } from "../service/quota/last-measured.ts";
import { type PricePorts, priceOf } from "../service/quote/price.ts";
import { parseRequest } from "../service/quote/request.ts";
import { TABLES } from "../service/tables.ts";
import { createNodeMachine } from "../video/node/node-machine.ts";
import { limitsIn } from "./limits.ts";
import { renderBounds } from "./render-function.ts";

/** The answer of `POST /quote` to a body, with the limits of this environment and the history of that Appwrite. Charges nobody. */
export function quoteText(body: string, connection: Connection, env: Env): Promise<JsonObject> {
	const store = createAppwriteRowStore(createClient(connection), TABLES);
	const nowMs = () => Date.now();
	const calibrations = createCalibrations(nowMs);
	const bounds = renderBounds(env);
	const ports: PricePorts = {
		machine: createNodeMachine(),
		engine: "fast",
		calibrationOf: (engine) => calibrations.of(engine, () => lastMeasured(store)),
	};
	const context = { store, limits: limitsIn(env), nowMs, bounds };
	return quoteAnswer({ kind: "service" }, context, {
		parse: () => parseRequest(body, bounds.maxMessages),
		price: (conversation) => priceOf(conversation, ports),
	});
}
