import type { Builds } from "../deployments/builds.ts";
import { findDeployment } from "../deployments/deployments.ts";
import { takeSource } from "../deployments/take-source.ts";
import { newId } from "../http/ids.ts";
import { route } from "../http/route.ts";
import { readUpload } from "../http/upload.ts";
import { DOMAINS, saveRule } from "../proxy/rules.ts";
import type { Store } from "../store.ts";
import { requireSite } from "./sites.ts";

type Needs = { readonly store: Store; readonly builds: Builds };

/** Takes the files of a site, or a chunk of them. Each deployment gets a domain of its own, for members of the project to look at. */
export const createSiteDeployment = (needs: Needs) =>
	route("POST", "/sites/:siteId/deployments", "sites.write", async (call) => {
		const { store } = needs;
		const owner = requireSite(store, call.params.siteId);
		const upload = await readUpload(call, "code");
		const given = (name: "installCommand" | "buildCommand" | "outputDirectory") =>
			String(upload.form.get(name) ?? owner[name]);
		const commands = [given("installCommand"), given("buildCommand")];
		const isNew = upload.continuedId === null || findDeployment(store, upload.continuedId) === null;
		const reply = takeSource(needs, upload, call.headers, {
			kind: "site",
			resourceId: owner.$id,
			buildCommands: commands.filter((command) => command !== "").join(" && "),
			outputDirectory: given("outputDirectory"),
			fallbackFile: owner.fallbackFile,
		});
		if (isNew) {
			const { $id: previewOf } = reply.body as { readonly $id: string };
			saveRule(store, {
				domain: `${newId()}.${DOMAINS.site}`,
				kind: "site",
				resourceId: owner.$id,
				previewOf,
			});
		}
		return reply;
	});
