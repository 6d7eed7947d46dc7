import * as z from "zod";
import { conversationSchema } from "./conversation.ts";

/** The JSON Schema (draft 2020-12) of a conversation as it is written: docs/conversation.schema.json. */
export function createJsonSchema(): object {
	return z.toJSONSchema(conversationSchema, {
		io: "input",
		target: "draft-2020-12",
		override: ({ zodSchema, jsonSchema }) => {
			// Of a text, which parsing trims, zod leaves these out.
			const examples = z.globalRegistry.get(zodSchema)?.["examples"];
			if (Array.isArray(examples)) jsonSchema["examples"] = examples;
			if (zodSchema instanceof z.ZodDefault)
				jsonSchema.default = zodSchema.def.defaultValue as typeof jsonSchema.default;
			// Words for faults, which are not of JSON Schema.
			delete jsonSchema["expected"];
			delete jsonSchema["allowed"];
		},
	});
}
