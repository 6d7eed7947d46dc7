import type { JsonObject } from "../core/json.ts";
import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { type Connection, createClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/node/env.ts";
import { loadBeside } from "../platform/node/load-beside.ts";
import { quoteAnswer } from "../service/api/post-quote.ts";
import { createCalibrations } from "../service/quota/calibration.ts";
import { listMeasurements } from "../service/quota/measurements.ts";
import { type PricePorts, priceVideo } from "../service/quote/price.ts";
import { parseRequest } from "../service/quote/request.ts";
import type { RowStore } from "../service/row-store.ts";
import { TABLES } from "../service/tables.ts";
import type { ConversationText } from "../video/conversation/text-form.ts";
import { createNodeMachine } from "../video/node/node-machine.ts";
import { limitsIn } from "./limits.ts";
import { renderBounds } from "./render-function.ts";

/**
 * The answer of `POST /quote` to a body, with the limits of this environment, the history of that Appwrite and the pictures of a folder.
 * Charges nobody.
 */
export function quoteText(
	body: ConversationText,
	picturesDir: string,
	connection: Connection,
	env: Env,
): Promise<JsonObject> {
	const store = createAppwriteRowStore(createClient(connection), TABLES);
	const nowMs = () => Date.now();
	const bounds = renderBounds(env);
	const ports = { ...pricePorts(store, env), loadPicture: loadBeside(picturesDir) };
	const context = { store, limits: limitsIn(env), nowMs, bounds };
	return quoteAnswer({ kind: "service" }, context, {
		parse: () => parseRequest(body, bounds.maxMessages),
		price: (conversation) => priceVideo(conversation, ports),
	});
}

/** The prices of this Appwrite's renders, for one command. */
export function pricePorts(store: RowStore, env: Pick<Env, "EMOJI_FONT">): PricePorts {
	const calibrations = createCalibrations(Date.now);
	return {
		machine: createNodeMachine({ emojiFont: env.EMOJI_FONT }),
		engine: "fast",
		findCalibration: (engine) => calibrations.find(engine, () => listMeasurements(store)),
	};
}
