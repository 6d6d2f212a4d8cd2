/* version.c - ours and the libraries' versions, as they run. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <microhttpd.h>
#include <pcre2.h>
#include <png.h>
#include <qrencode.h>
#include <sodium.h>
#include <utf8proc.h>
#include <uv.h>
#include <xlsxwriter.h>

#include "bot/commands/command.h"
#include "store/db/db.h"

static enum exit_code run(struct invocation *inv)
{
	char pcre2[64] = "";

	if (inv->argc > 1)
		return command_misused(inv, &cmd_version, "wants no argument");
	pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
	const struct {
		const char *name, *version;
	} all[] = {
		{ "xiaodeng", XIAODENG_VERSION },
		{ "cJSON", cJSON_Version() },
		{ "libcurl", curl_version_info(CURLVERSION_NOW)->version },
		{ "libmicrohttpd", MHD_get_version() },
		{ "libpng", png_get_libpng_ver(NULL) },
		{ "libqrencode", QRcode_APIVersionString() },
		{ "libsodium", sodium_version_string() },
		{ "libuv", uv_version_string() },
		{ "libxlsxwriter", lxw_version() },
		{ "PCRE2", pcre2 },
		{ "SQLite", db_library() },
		{ "utf8proc", utf8proc_version() },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		fprintf(inv->out, "%-14s %s\n", all[i].name, all[i].version);
	fprintf(inv->out, "%-14s %d\n", "database", db_version());
	return EXIT_DONE;
}

const struct command cmd_version = {
	.name = "version",
	.kind = COMMAND_PLAIN,
	.run = run,
	.usage = "version",
	.help = "the versions of the program, its libraries and its database",
};
