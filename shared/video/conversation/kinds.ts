import * as z from "zod";
// By name: with `z.core` a bundle takes all of zod, its languages too.
import { $constructor } from "zod/v4/core";
import { quote } from "../../core/fault.ts";
import { chooseOption } from "./schema-places.ts";

/**
 * A union that chooses the kind before it checks: its faults are those of the kind that the value is meant to be. zod's own
 * tries every option, and then names all faults of all of them, or those of an option that nobody meant.
 */
const KindUnion = $constructor<z.ZodUnion, z.core.$ZodUnionDef>("KindUnion", (inst, def) => {
	(z.ZodUnion.init as (inst: z.ZodUnion, def: z.core.$ZodUnionDef) => void)(inst, def);
	inst._zod.parse = (payload, context) => {
		const input = payload.value;
		const option = chooseOption(inst, input);
		if (typeof option === "number")
			return (inst.options[option] as z.ZodType)._zod.run(payload, context) as typeof payload;
		const received = option?.map(quote).join(" beside ");
		const params = received === undefined ? {} : { expected: "the fields of one kind", received };
		payload.issues.push({ code: "custom", input, inst, params });
		return payload;
	};
});

export function kinds<const Options extends readonly z.ZodType[]>(options: Options): z.ZodUnion<Options> {
	return new KindUnion({ type: "union", options }) as unknown as z.ZodUnion<Options>;
}
