/* err.c - names of the outcomes. */
#include "bot/base/err.h"

const char *err_name(enum err e)
{
	static const char *const names[ERR_COUNT] = {
		[OK] = "ok",
		[ERR_EXISTS] = "already exists",
		[ERR_NOT_FOUND] = "not found",
		[ERR_INPUT] = "not acceptable",
		[ERR_DENIED] = "not allowed",
		[ERR_FULL] = "no space left",
		[ERR_BUSY] = "in use by somebody else",
		[ERR_KEY] = "the key does not fit",
		[ERR_VERSION] = "written by a newer version",
		[ERR_IO] = "input/output error",
	};
	return (unsigned)e < ERR_COUNT ? names[e] : "unknown error";
}
